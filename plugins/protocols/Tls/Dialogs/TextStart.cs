using System.Text;

namespace NetWatch.Plugins.Tls;

/// <summary>
/// Tells by the first line whether a dialog can lead to TLS, so that other text is not waited for: greetings of servers, and what
/// clients say before they may ask.
/// </summary>
static class TextStart
{
    // A tag is made up by the client; real ones have one to eight characters.
    const int MaxWord = 24;

    /// <summary>Whether bytes, of which any number may be missing at the end, can begin such a dialog.</summary>
    internal static bool IsPlausible(ReadOnlySpan<byte> bytes) => bytes[0] switch
    {
        (byte)'<' => IsXml(bytes),
        (byte)'+' => PlainDialog.MayBegin(bytes, "+OK"u8),
        (byte)'*' => PlainDialog.MayBegin(bytes, "* OK"u8) || PlainDialog.MayBegin(bytes, "* PREAUTH"u8),
        (byte)'"' => PlainDialog.MayBegin(bytes, "\"IMPLEMENTATION\""u8) || PlainDialog.MayBegin(bytes, "\"SIEVE\""u8)
            || PlainDialog.MayBegin(bytes, "\"SASL\""u8) || PlainDialog.MayBegin(bytes, "\"STARTTLS\""u8),
        (byte)'2' when IsGreeting(bytes) => true,
        _ => IsCommand(bytes),
    };

    /// <summary>What follows the first word of a line; empty when it has only one.</summary>
    internal static ReadOnlySpan<byte> AfterTag(ReadOnlySpan<byte> line)
    {
        int space = line.IndexOf((byte)' ');
        bool isTagged = space is > 0 and <= MaxWord && IsWordSoFar(line[..space]);
        return isTagged ? line[(space + 1)..] : default;
    }

    // 220 of SMTP, LMTP and FTP, 200 and 201 of NNTP.
    static bool IsGreeting(ReadOnlySpan<byte> bytes)
    {
        bool isCode = PlainDialog.MayBegin(bytes, "220"u8) || PlainDialog.MayBegin(bytes, "200"u8) || PlainDialog.MayBegin(bytes, "201"u8);
        return isCode && (bytes.Length < 4 || bytes[3] is (byte)' ' or (byte)'-' or (byte)'\r' or (byte)'\n');
    }

    static bool IsXml(ReadOnlySpan<byte> bytes)
    {
        if (PlainDialog.MayBegin(bytes, "<stream:stream"u8)) return true;
        if (!PlainDialog.MayBegin(bytes, "<?xml"u8)) return false;
        int end = bytes.IndexOf("?>"u8);
        if (end < 0) return bytes.Length <= 128;
        bytes = bytes[(end + 2)..];
        while (bytes is [(byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n', ..]) bytes = bytes[1..];
        return PlainDialog.MayBegin(bytes, "<stream:stream"u8);
    }

    static bool IsCommand(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> word = FirstWord(bytes, out bool isWhole);
        if (!isWhole) return IsWordSoFar(word);
        if (IsVerb(word)) return true;
        if (bytes[word.Length] != (byte)' ' || !IsWordSoFar(word)) return false;
        // IMAP puts a tag before what it wants (RFC 3501 §2.2.1).
        ReadOnlySpan<byte> second = FirstWord(bytes[(word.Length + 1)..], out isWhole);
        return isWhole ? IsImapVerb(second) || IsWord(second, "OK"u8) : IsWordSoFar(second);
    }

    // What a tag may hold (RFC 3501 §9, ASTRING-CHAR without +), which takes in all verbs.
    static bool IsWordSoFar(ReadOnlySpan<byte> word)
    {
        if (word.Length > MaxWord) return false;
        foreach (byte value in word)
        {
            if (value is <= (byte)' ' or >= 0x7F or (byte)'"' or (byte)'%' or (byte)'(' or (byte)')' or (byte)'*' or (byte)'+' or (byte)'\\' or (byte)'{') return false;
        }

        return true;
    }

    static ReadOnlySpan<byte> FirstWord(ReadOnlySpan<byte> bytes, out bool isWhole)
    {
        int end = bytes[..Math.Min(bytes.Length, MaxWord + 1)].IndexOfAny((byte)' ', (byte)'\r', (byte)'\n');
        isWhole = end > 0;
        return isWhole ? bytes[..end] : bytes;
    }

    static bool IsVerb(ReadOnlySpan<byte> word) => word.Length switch
    {
        // What grants TLS in FTP and NNTP, when the greeting of the server was not captured.
        3 => IsWord(word, "234"u8) || IsWord(word, "382"u8),
        // FEAT, SYST, OPTS, CLNT and HOST of FTP, where some name the user before they ask for TLS; CAPA of POP3; MODE READER and
        // LIST EXTENSIONS of NNTP.
        4 => IsWord(word, "EHLO"u8) || IsWord(word, "HELO"u8) || IsWord(word, "LHLO"u8) || IsWord(word, "NOOP"u8) || IsWord(word, "HELP"u8)
            || IsWord(word, "CAPA"u8) || IsWord(word, "STLS"u8) || IsWord(word, "AUTH"u8) || IsWord(word, "USER"u8) || IsWord(word, "FEAT"u8)
            || IsWord(word, "SYST"u8) || IsWord(word, "OPTS"u8) || IsWord(word, "CLNT"u8) || IsWord(word, "HOST"u8) || IsWord(word, "MODE"u8)
            || IsWord(word, "LIST"u8),
        8 => IsWord(word, "STARTTLS"u8),
        10 => IsWord(word, "CAPABILITY"u8),
        12 => IsWord(word, "CAPABILITIES"u8),
        _ => false,
    };

    static bool IsImapVerb(ReadOnlySpan<byte> word) =>
        IsWord(word, "CAPABILITY"u8) || IsWord(word, "STARTTLS"u8) || IsWord(word, "ID"u8) || IsWord(word, "NOOP"u8);

    static bool IsWord(ReadOnlySpan<byte> word, ReadOnlySpan<byte> verb) => Ascii.EqualsIgnoreCase(word, verb);
}
