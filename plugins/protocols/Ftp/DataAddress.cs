using System.Buffers.Text;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Text;

namespace NetWatch.Plugins.Ftp;

/// <summary>Reads the addresses and ports that FTP writes as text.</summary>
static class DataAddress
{
    /// <summary>
    /// Six numbers with commas (RFC 959 §3.3, §4.2 reply 227): four of the address, two of the port. In a reply they stand anywhere, with or
    /// without parentheses (RFC 1123 §4.1.2.6).
    /// </summary>
    internal static bool TryReadOld(ReadOnlySpan<byte> text, out NetAddress address, out ushort port)
    {
        (address, port) = (default, 0);
        for (int at = 0; at < text.Length;)
        {
            if (!char.IsAsciiDigit((char)text[at]))
            {
                at++;
                continue;
            }

            if (TryReadSix(text[at..], out uint bits, out port))
            {
                address = NetAddress.FromIPv4(bits);
                return port != 0;
            }

            while (at < text.Length && char.IsAsciiDigit((char)text[at])) at++;
        }

        return false;
    }

    static bool TryReadSix(ReadOnlySpan<byte> text, out uint bits, out ushort port)
    {
        (bits, port) = (0, 0);
        for (int part = 0; part < 6; part++)
        {
            if (!Utf8Parser.TryParse(text, out byte value, out int used)) return false;
            if (part < 4) bits = bits << 8 | value;
            else port = (ushort)(port << 8 | value);
            text = WireBytes.TrimStart(text[used..], (byte)' ');
            if (part == 5) return text.IsEmpty || text[0] != ',';
            if (text.IsEmpty || text[0] != ',') return false;
            text = WireBytes.TrimStart(text[1..], (byte)' ');
        }

        return false;
    }

    /// <summary>
    /// The form of RFC 2428 §2 and §3: family, address and port between delimiters of the sender's choice, <c>|2|2001:db8::1|5282|</c>. In reply
    /// 229 family and address are empty, which leaves <paramref name="address"/> without one.
    /// </summary>
    internal static bool TryReadExtended(ReadOnlySpan<byte> text, out NetAddress address, out ushort port)
    {
        (address, port) = (default, 0);
        if (text.Length < 5) return false;
        byte delimiter = text[0];
        if (delimiter is < 33 or > 126) return false;
        ReadOnlySpan<byte> rest = text[1..];
        if (!TryTakePart(ref rest, delimiter, out _)
            || !TryTakePart(ref rest, delimiter, out ReadOnlySpan<byte> host)
            || !TryTakePart(ref rest, delimiter, out ReadOnlySpan<byte> number)) return false;
        if (!Utf8Parser.TryParse(number, out port, out int used) || used != number.Length || port == 0) return false;
        return host.IsEmpty || TryReadHost(host, out address);
    }

    static bool TryTakePart(ref ReadOnlySpan<byte> rest, byte delimiter, out ReadOnlySpan<byte> part)
    {
        int end = rest.IndexOf(delimiter);
        part = end < 0 ? default : rest[..end];
        if (end >= 0) rest = rest[(end + 1)..];
        return end >= 0;
    }

    static bool TryReadHost(ReadOnlySpan<byte> host, out NetAddress address)
    {
        address = default;
        if (host.Length > NetAddress.MaxTextLength) return false;
        Span<char> text = stackalloc char[NetAddress.MaxTextLength];
        for (int i = 0; i < host.Length; i++) text[i] = (char)host[i];
        return NetAddress.TryParse(text[..host.Length], out address);
    }
}
