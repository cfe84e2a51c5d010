namespace NetWatch.Sdk.Packets;

/// <summary>
/// Reads the forms that nearly every address from the wire has; what it refuses is for the framework, whose reader is compiled in each run.
/// </summary>
static class NetAddressParser
{
    /// <summary>Four decimal numbers.</summary>
    internal static bool TryParseIPv4(ReadOnlySpan<char> text, out NetAddress address)
    {
        address = default;
        uint bits = 0, octet = 0;
        int digits = 0, octets = 0;
        foreach (char character in text)
        {
            if (character == '.' && digits > 0)
            {
                bits = bits << 8 | octet;
                (octet, digits) = (0, 0);
                octets++;
                continue;
            }

            bool isDigit = char.IsAsciiDigit(character) && (digits == 0 || octet != 0);
            octet = octet * 10 + character - '0';
            if (!isDigit || ++digits > 3 || octet > byte.MaxValue || octets > 3) return false;
        }

        if (octets != 3 || digits == 0) return false;
        address = NetAddress.FromIPv4(bits << 8 | octet);
        return true;
    }

    /// <summary>Groups of up to four hex digits, one run of them left out (RFC 4291 §2.2, the first two forms).</summary>
    internal static bool TryParseIPv6(ReadOnlySpan<char> text, out NetAddress address)
    {
        address = default;
        Span<ushort> groups = stackalloc ushort[8];
        int count = 0, run = -1, at = 0;
        if (text is [':', ':', ..]) (run, at) = (0, 2);
        while (at < text.Length)
        {
            if (count == groups.Length || !TryReadGroup(text, ref at, out groups[count])) return false;
            count++;
            if (at == text.Length) break;
            // One colon leads to the next group, two may stand once.
            if (text[at++] != ':' || at == text.Length) return false;
            if (text[at] != ':') continue;
            if (run >= 0) return false;
            run = count;
            at++;
        }

        if (run < 0 ? count != groups.Length : count == groups.Length) return false;
        if (run >= 0) Spread(groups, count, run);
        address = new NetAddress(Four(groups), Four(groups[4..]));
        return true;
    }

    static bool TryReadGroup(ReadOnlySpan<char> text, ref int at, out ushort group)
    {
        int start = at, value = 0;
        for (; at < text.Length && char.IsAsciiHexDigit(text[at]); at++)
        {
            if (at - start == 4) break;
            value = value << 4 | (text[at] <= '9' ? text[at] - '0' : (text[at] | 0x20) - 'a' + 10);
        }

        group = (ushort)value;
        return at > start;
    }

    // The groups behind the run stand at the end.
    static void Spread(Span<ushort> groups, int count, int run)
    {
        int behind = count - run;
        groups.Slice(run, behind).CopyTo(groups[^behind..]);
        groups[run..^behind].Clear();
    }

    static ulong Four(ReadOnlySpan<ushort> groups) => (ulong)groups[0] << 48 | (ulong)groups[1] << 32 | (ulong)groups[2] << 16 | groups[3];
}
