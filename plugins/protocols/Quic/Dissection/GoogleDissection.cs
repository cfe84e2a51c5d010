using System.Globalization;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Quic;

namespace NetWatch.Plugins.Quic;

/// <summary>Packets of Google's versions whose hello is in the clear, in the detail tree.</summary>
static class GoogleDissection
{
    internal static void Add(IDetailTree tree, ReadOnlySpan<byte> bytes, QuicVersion version, ReadOnlySpan<byte> id)
    {
        tree.Open(string.Create(CultureInfo.InvariantCulture, $"Google QUIC {version}, {bytes.Length} bytes"), 0, bytes.Length);
        tree.Add(string.Create(CultureInfo.InvariantCulture, $"Flags: 0x{bytes[0]:x2}"), 0, 1);
        tree.Add("Connection id: " + Convert.ToHexStringLower(id), 1, id.Length);
        tree.Add($"Version: {version}", 1 + id.Length, 4);
        AddHello(tree, bytes, 0);
        tree.Close();
    }

    internal static void AddHello(IDetailTree tree, ReadOnlySpan<byte> bytes, int start)
    {
        if (!GoogleHello.TryFind(bytes, out GoogleHello hello)) return;
        tree.Open(string.Create(CultureInfo.InvariantCulture, $"Client hello, {hello.Tags} tags"), start, bytes.Length);
        if (hello.ServerName is { } name) tree.Add("Server name: " + name, start, bytes.Length);
        if (hello.UserAgent is { } agent) tree.Add("User agent: " + agent, start, bytes.Length);
        tree.Close();
    }
}
