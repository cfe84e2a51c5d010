using System.Buffers.Text;

namespace NetWatch.Sdk.Protocols.Http;

/// <summary>Takes an authority apart (RFC 3986 §3.2). Pure functions; any thread.</summary>
public static class HttpAuthority
{
    /// <summary>The host of an authority, without the port; a literal IPv6 address keeps its brackets.</summary>
    /// <param name="authority">As in a Host field or <c>:authority</c>.</param>
    /// <param name="port">The port, 0 when none is named.</param>
    public static ReadOnlySpan<byte> Split(ReadOnlySpan<byte> authority, out int port)
    {
        port = 0;
        // The colon of a port is the last one, unless it belongs to an IPv6 literal (§3.2.2).
        int colon = authority.LastIndexOf((byte)':');
        if (colon < 0 || authority[colon..].IndexOf((byte)']') >= 0) return authority;
        port = Port(authority[(colon + 1)..]);
        return authority[..colon];
    }

    static int Port(ReadOnlySpan<byte> digits) =>
        digits.Length is > 0 and <= 5 && Utf8Parser.TryParse(digits, out int port, out int used)
            && used == digits.Length && port is > 0 and <= ushort.MaxValue ? port : 0;
}
