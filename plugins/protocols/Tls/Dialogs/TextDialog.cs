using System.Text;

namespace NetWatch.Plugins.Tls;

/// <summary>
/// Dialogs of lines (SMTP and LMTP RFC 3207, IMAP and POP3 RFC 2595, FTP RFC 4217, NNTP RFC 4642, ManageSieve RFC 5804 §2.2) and of XMPP
/// (RFC 6120 §5): text up to the line or element that asks for TLS or grants it, and a handshake record right behind it.
/// </summary>
static class TextDialog
{
    internal static DialogOutcome Inspect(ReadOnlySpan<byte> bytes)
    {
        if (!TextStart.IsPlausible(bytes)) return DialogOutcome.None;
        ReadOnlySpan<byte> text = bytes[..Math.Min(bytes.Length, PlainDialog.MaxLength)];
        int end = IndexOfBinary(text);
        if (end < 0) return text.Length < PlainDialog.MaxLength ? DialogOutcome.NeedMore(text.Length + 1) : DialogOutcome.None;
        if (bytes[end] != (byte)ContentType.Handshake) return DialogOutcome.None;
        HandshakeType hello = bytes[0] == (byte)'<' ? XmlAgreement(text[..end]) : LineAgreement(text[..end]);
        return hello == default ? DialogOutcome.None : DialogOutcome.Upgraded(end, hello);
    }

    // Text has none of them, and a handshake record begins with one (22). Banners may hold escape sequences and form feeds.
    static int IndexOfBinary(ReadOnlySpan<byte> text)
    {
        for (int at = 0; text[at..].IndexOfAnyInRange((byte)0, (byte)31) is >= 0 and int next; at += next + 1)
        {
            if (text[at + next] is not (>= 8 and <= 13 or 27)) return at + next;
        }

        return -1;
    }

    static HandshakeType LineAgreement(ReadOnlySpan<byte> text)
    {
        if (!text.EndsWith("\n"u8)) return default;
        while (text is [.., (byte)'\r' or (byte)'\n']) text = text[..^1];
        ReadOnlySpan<byte> line = text[(text.LastIndexOf((byte)'\n') + 1)..];
        while (line is [.., (byte)' ']) line = line[..^1];
        if (IsCommand(line)) return HandshakeType.ClientHello;
        return IsAnswer(line) ? HandshakeType.ServerHello : default;
    }

    static bool IsCommand(ReadOnlySpan<byte> line) =>
        Ascii.EqualsIgnoreCase(line, "STARTTLS"u8)
        || Ascii.EqualsIgnoreCase(line, "STLS"u8)
        // Older FTP clients name the level of protection too.
        || Ascii.EqualsIgnoreCase(line, "AUTH TLS"u8) || Ascii.EqualsIgnoreCase(line, "AUTH SSL"u8)
        || Ascii.EqualsIgnoreCase(line, "AUTH TLS-C"u8) || Ascii.EqualsIgnoreCase(line, "AUTH TLS-P"u8)
        || Ascii.EqualsIgnoreCase(TextStart.AfterTag(line), "STARTTLS"u8);

    static bool IsAnswer(ReadOnlySpan<byte> line) =>
        IsWord(line, "220"u8) || IsWord(line, "234"u8) || IsWord(line, "382"u8)
        || IsWord(line, "+OK"u8) || IsWord(line, "OK"u8) || IsWord(TextStart.AfterTag(line), "OK"u8);

    static bool IsWord(ReadOnlySpan<byte> line, ReadOnlySpan<byte> word) =>
        line.Length >= word.Length && Ascii.EqualsIgnoreCase(line[..word.Length], word)
        && (line.Length == word.Length || line[word.Length] == (byte)' ');

    // The element may be empty or not, so it can end as <proceed/> or as </proceed>.
    static HandshakeType XmlAgreement(ReadOnlySpan<byte> text)
    {
        while (text is [.., (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n']) text = text[..^1];
        if (!text.EndsWith(">"u8)) return default;
        ReadOnlySpan<byte> name = text[(text.LastIndexOf((byte)'<') + 1)..];
        while (name is [(byte)'/', ..]) name = name[1..];
        if (IsElement(name, "starttls"u8)) return HandshakeType.ClientHello;
        return IsElement(name, "proceed"u8) ? HandshakeType.ServerHello : default;
    }

    static bool IsElement(ReadOnlySpan<byte> tag, ReadOnlySpan<byte> name) =>
        tag.StartsWith(name) && tag[name.Length] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)'/' or (byte)'>';
}
