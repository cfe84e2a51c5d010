using System.Text;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Protocols.Text;

namespace NetWatch.Plugins.BitTorrent;

/// <summary>Local service discovery (BEP 14): a multicast that says which torrents a host has.</summary>
static class LocalDiscovery
{
    const int MaxTorrents = 64;

    internal static ReadOnlySpan<byte> Mark => "BT-SEARCH * HTTP/1."u8;

    /// <summary>What a datagram says.</summary>
    internal static OpenFact Read(ReadOnlySpan<byte> datagram)
    {
        var hashes = new List<string>();
        string? port = null;
        for (ReadOnlySpan<byte> rest = datagram; !rest.IsEmpty;)
        {
            int end = rest.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = WireBytes.TrimEnd(end < 0 ? rest : rest[..end], (byte)'\r');
            rest = end < 0 ? default : rest[(end + 1)..];
            if (ValueOf(line, "Infohash"u8) is { IsEmpty: false } hash && hashes.Count < MaxTorrents) hashes.Add(WireText.Of(hash, 64).ToLowerInvariant());
            if (ValueOf(line, "Port"u8) is { IsEmpty: false } number) port = WireText.Of(number, 8);
        }

        var values = new List<KeyValuePair<string, object>> { new("info_hashes", hashes) };
        if (port is not null) values.Insert(0, new("port", port));
        return new OpenFact("bittorrent", "local_discovery", values, isTransaction: true);
    }

    static ReadOnlySpan<byte> ValueOf(ReadOnlySpan<byte> line, ReadOnlySpan<byte> name) =>
        line.Length > name.Length && line[name.Length] == ':' && Ascii.EqualsIgnoreCase(line[..name.Length], name) ? WireBytes.Trim(line[(name.Length + 1)..], (byte)' ') : default;
}
