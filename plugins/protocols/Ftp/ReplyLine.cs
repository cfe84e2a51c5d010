using System.Globalization;

namespace NetWatch.Plugins.Ftp;

/// <summary>The shape of a line of a server (RFC 959 §4.2): three digits, then a space, or a hyphen where more lines follow.</summary>
static class ReplyLine
{
    /// <summary>The reply code of a line, or -1. The line may be cut short behind the code.</summary>
    internal static int CodeOf(ReadOnlySpan<byte> line)
    {
        if (line.Length < 3 || !IsCodeSoFar(line[..3])) return -1;
        if (line.Length > 3 && line[3] is not ((byte)' ' or (byte)'-' or (byte)'\r')) return -1;
        return (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
    }

    /// <summary>The code as text.</summary>
    internal static string Text(int code) => code.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether more lines of the same reply follow.</summary>
    internal static bool OpensMore(ReadOnlySpan<byte> line) => line.Length > 3 && line[3] == '-';

    /// <summary>What the line says behind the code.</summary>
    internal static ReadOnlySpan<byte> TextOf(ReadOnlySpan<byte> line) => line.Length > 4 ? line[4..] : default;

    /// <summary>Whether at most three bytes can be, or become, a reply code: 1yz to 6yz (6yz protects, RFC 2228 §4), y from 0 to 5.</summary>
    internal static bool IsCodeSoFar(ReadOnlySpan<byte> bytes) =>
        (bytes.Length < 1 || bytes[0] is >= (byte)'1' and <= (byte)'6')
        && (bytes.Length < 2 || bytes[1] is >= (byte)'0' and <= (byte)'5')
        && (bytes.Length < 3 || bytes[2] is >= (byte)'0' and <= (byte)'9');
}
