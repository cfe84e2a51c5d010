using System.Text;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Engine.Tests.Fakes;

/// <summary>Shows what it was given: the bytes of the packet behind a bar, those of the stream before it.</summary>
sealed class FakeDissector : IDissector
{
    internal string Seen { get; private set; } = "";

    internal bool Throws { get; set; }

    public string? Summarize(in DissectionInput input)
    {
        if (Throws) throw new InvalidOperationException();
        string text = Encoding.Latin1.GetString(input.Bytes);
        return Seen = $"{text[..input.PacketStart]}|{text[input.PacketStart..]}{(input.StartsAtFirstByte ? ", from the first byte" : "")}";
    }

    public void Dissect(in DissectionInput input, IDetailTree tree) => tree.Add(Summarize(input)!, input.PacketStart, input.Bytes.Length - input.PacketStart);
}
