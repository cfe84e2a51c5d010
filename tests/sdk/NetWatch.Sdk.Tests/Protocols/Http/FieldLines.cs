using System.Text;
using NetWatch.Sdk.Protocols.Http;

namespace NetWatch.Sdk.Tests.Protocols.Http;

/// <summary>Field lines as text, <c>?</c> for an unknown one.</summary>
sealed class FieldLines : IFieldSink
{
    internal List<string> Lines { get; } = [];

    public void OnField(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value) => Lines.Add($"{Encoding.Latin1.GetString(name)}: {Encoding.Latin1.GetString(value)}");

    public void OnUnknownField() => Lines.Add("?");

    internal static byte[] Hex(string hex) => Convert.FromHexString(hex.Replace(" ", "").Replace("\n", "").Replace("\r", ""));
}
