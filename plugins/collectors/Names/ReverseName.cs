using NetWatch.Sdk.Packets;

namespace NetWatch.Plugins.Names;

/// <summary>Names under which the DNS keeps the names of addresses (RFC 1035 §3.5, RFC 3596 §2.5).</summary>
static class ReverseName
{
    const string V4 = ".in-addr.arpa", V6 = ".ip6.arpa";

    internal static bool TryParse(ReadOnlySpan<char> name, out NetAddress address)
    {
        address = default;
        name = name.TrimEnd('.');
        if (name.EndsWith(V4, StringComparison.OrdinalIgnoreCase)) return TryParseV4(name[..^V4.Length], out address);
        return name.EndsWith(V6, StringComparison.OrdinalIgnoreCase) && TryParseV6(name[..^V6.Length], out address);
    }

    static bool TryParseV4(ReadOnlySpan<char> labels, out NetAddress address)
    {
        uint bits = 0;
        int count = 0;
        address = default;
        foreach (Range range in labels.Split('.'))
        {
            if (count == 4 || !byte.TryParse(labels[range], System.Globalization.NumberStyles.None, null, out byte part)) return false;
            bits |= (uint)part << (8 * count++);
        }

        address = NetAddress.FromIPv4(bits);
        return count == 4;
    }

    // 32 nibbles, the last first, each a label.
    static bool TryParseV6(ReadOnlySpan<char> labels, out NetAddress address)
    {
        address = default;
        if (labels.Length != 63) return false;
        ulong high = 0, low = 0;
        for (int i = 0; i < 32; i++)
        {
            if (i > 0 && labels[2 * i - 1] != '.' || !char.IsAsciiHexDigit(labels[2 * i])) return false;
            ulong nibble = (ulong)Convert.ToInt32(labels[2 * i].ToString(), 16);
            if (i < 16) low |= nibble << (4 * i);
            else high |= nibble << (4 * (i - 16));
        }

        address = new NetAddress(high, low);
        return true;
    }
}
