using System.Runtime.CompilerServices;

namespace NetWatch.Sdk.Packets;

/// <summary>The text of addresses, written by hand since every exported flow carries two.</summary>
static class NetAddressText
{
    internal static bool TryFormat(in NetAddress address, Span<byte> destination, out int written)
    {
        if (destination.Length >= NetAddress.MaxTextLength)
        {
            written = Format(address, destination);
            return true;
        }

        Span<byte> text = stackalloc byte[NetAddress.MaxTextLength];
        int length = Format(address, text);
        written = 0;
        if (destination.Length < length) return false;
        text[..length].CopyTo(destination);
        written = length;
        return true;
    }

    static int Format(in NetAddress address, Span<byte> text) => address.IsIPv4 ? FormatV4((uint)address.Low, text) : FormatV6(address, text);

    static int FormatV4(uint bits, Span<byte> text)
    {
        int at = FormatOctet(bits >> 24, text);
        text[at++] = (byte)'.';
        at += FormatOctet(bits >> 16 & 0xFF, text[at..]);
        text[at++] = (byte)'.';
        at += FormatOctet(bits >> 8 & 0xFF, text[at..]);
        text[at++] = (byte)'.';
        return at + FormatOctet(bits & 0xFF, text[at..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static int FormatOctet(uint value, Span<byte> text)
    {
        if (value < 10)
        {
            text[0] = (byte)('0' + value);
            return 1;
        }

        uint tens = value * 205 >> 11, hundreds = value * 41 >> 12;
        if (value < 100)
        {
            text[1] = (byte)('0' + value - tens * 10);
            text[0] = (byte)('0' + tens);
            return 2;
        }

        tens = (value - hundreds * 100) * 205 >> 11;
        text[2] = (byte)('0' + value - hundreds * 100 - tens * 10);
        text[1] = (byte)('0' + tens);
        text[0] = (byte)('0' + hundreds);
        return 3;
    }

    // RFC 5952: lower case, no leading zeros, the longest run of two or more zero groups becomes "::", the first when equal.
    static int FormatV6(in NetAddress address, Span<byte> text)
    {
        Span<ushort> groups = stackalloc ushort[8];
        for (int i = 0; i < 4; i++)
        {
            groups[i] = (ushort)(address.High >> (48 - 16 * i));
            groups[4 + i] = (ushort)(address.Low >> (48 - 16 * i));
        }

        (int runStart, int runLength) = LongestZeroRun(groups);
        // RFC 5952 §5: addresses under ::ffff:0:0/96 are shown with the dotted tail.
        bool mapped = address.High == 0 && address.Low >> 32 == 0xFFFF;
        int at = 0, last = mapped ? 6 : 8;
        for (int i = 0; i < last; i++)
        {
            if (i == runStart)
            {
                text[at++] = (byte)':';
                if (i == 0) text[at++] = (byte)':';
                i += runLength - 1;
                continue;
            }

            at += FormatHex(groups[i], text[at..]);
            if (i < 7) text[at++] = (byte)':';
        }

        return mapped ? at + FormatV4((uint)address.Low, text[at..]) : at;
    }

    static (int Start, int Length) LongestZeroRun(ReadOnlySpan<ushort> groups)
    {
        int bestStart = -1, bestLength = 1;
        for (int i = 0; i < 8; i++)
        {
            int start = i;
            while (i < 8 && groups[i] == 0) i++;
            if (i - start > bestLength) (bestStart, bestLength) = (start, i - start);
        }

        return (bestStart, bestLength);
    }

    static int FormatHex(uint value, Span<byte> text)
    {
        int at = 0;
        for (int shift = 12; shift >= 0; shift -= 4)
        {
            uint digit = (value >> shift) & 0xF;
            if (digit == 0 && at == 0 && shift > 0) continue;
            text[at++] = (byte)(digit < 10 ? '0' + digit : 'a' + digit - 10);
        }

        return at;
    }
}
