using System.Text;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Plugins.Ftp;

/// <summary>The facts of FTP, with the names that Suricata's EVE has where it has them.</summary>
static class FtpFacts
{
    internal static OpenFact Greeting(string[] lines) => new("ftp", "greeting", [new("banner", lines)]);

    internal static OpenFact User(string user) => new("ftp", "user", [new("user", user)]);

    internal static OpenFact LoggedIn() => new("ftp", "login", [new("logged_in", true)]);

    internal static OpenFact LoginFailed() => new("ftp", "login_failure", [new("login_failed", true)]);

    internal static OpenFact Tls(string mechanism) => new("ftp", "tls", [new("auth", mechanism)]);

    /// <summary>Reads the size that an opening reply names: <c>150 Opening BINARY mode data connection for a.txt (1234 bytes).</c></summary>
    internal static bool TryReadSizeIn(ReadOnlySpan<byte> reply, out long size)
    {
        ReadOnlySpan<byte> unit = " bytes"u8;
        int end = reply.Length - unit.Length;
        while (end > 0 && !Ascii.EqualsIgnoreCase(reply.Slice(end, unit.Length), unit)) end--;
        int start = Math.Max(0, end);
        while (start > 0 && char.IsAsciiDigit((char)reply[start - 1])) start--;
        size = 0;
        return start > 0 && reply[start - 1] == '(' && end - start <= 18 && TryReadSize(reply[start..end], out size);
    }

    /// <summary>Reads a size in bytes; nothing but digits, and no more than fit.</summary>
    internal static bool TryReadSize(ReadOnlySpan<byte> digits, out long size)
    {
        size = 0;
        foreach (byte digit in digits)
        {
            if (!char.IsAsciiDigit((char)digit) || size > (long.MaxValue - (digit - '0')) / 10) return false;
            size = size * 10 + digit - '0';
        }

        return !digits.IsEmpty;
    }

    /// <summary>The name that the server gave to a file: <c>150 FILE: a.txt</c> (RFC 1123 §4.1.2.9).</summary>
    internal static string? NameIn(ReadOnlySpan<byte> reply)
    {
        string text = Encoding.UTF8.GetString(reply);
        int at = text.IndexOf("FILE: ", StringComparison.OrdinalIgnoreCase);
        return at >= 0 ? text[(at + 6)..].Trim() : null;
    }
}
