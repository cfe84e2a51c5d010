namespace NetWatch.Plugins.BitTorrent;

/// <summary>The handshake of the peer wire protocol (BEP 3): a fixed name, reserved bits, the torrent, the peer.</summary>
static class Handshake
{
    internal const int Length = 68;
    internal const int InfoHashStart = 28;
    internal const int PeerIdStart = 48;

    internal static ReadOnlySpan<byte> Name => "\u0013BitTorrent protocol"u8;

    /// <summary>Whether the bytes begin with the fixed name: null while they may still.</summary>
    internal static bool? IsAt(ReadOnlySpan<byte> bytes)
    {
        int known = Math.Min(bytes.Length, Name.Length);
        if (!bytes[..known].SequenceEqual(Name[..known])) return false;
        return known == Name.Length ? true : null;
    }

    /// <summary>What the reserved bits announce.</summary>
    internal static string[] Extensions(ReadOnlySpan<byte> handshake)
    {
        ReadOnlySpan<byte> reserved = handshake.Slice(Name.Length, 8);
        var names = new List<string>();
        if ((reserved[7] & 0x01) != 0) names.Add("DHT");
        if ((reserved[7] & 0x04) != 0) names.Add("Fast");
        if ((reserved[7] & 0x08) != 0) names.Add("NAT traversal");
        if ((reserved[7] & 0x10) != 0) names.Add("v2");
        if ((reserved[5] & 0x10) != 0) names.Add("Extension protocol");
        if ((reserved[0] & 0x80) != 0) names.Add("Azureus messaging");
        return [.. names];
    }
}
