namespace NetWatch.Plugins.Tls;

/// <summary>
/// LDAP up to StartTLS (RFC 4511 §4.14): the last message before TLS is the extended request with its number, or the answer that
/// reports success.
/// </summary>
static class LdapDialog
{
    internal const byte Sequence = 0x30;

    // All are walked again with each packet. Few clients do more than a bind and a search before they ask for TLS.
    const int MaxMessages = 32;

    const byte Integer = 0x02;
    const byte Enumerated = 0x0A;
    const byte ExtendedRequest = 0x77;
    const byte ExtendedResponse = 0x78;
    const byte RequestName = 0x80;

    static ReadOnlySpan<byte> StartTls => "1.3.6.1.4.1.1466.20037"u8;

    internal static DialogOutcome Inspect(ReadOnlySpan<byte> bytes)
    {
        int at = 0;
        HandshakeType hello = default;
        for (int messages = 0; ; messages++)
        {
            ReadOnlySpan<byte> rest = bytes[at..];
            if (hello != default && rest[0] == (byte)ContentType.Handshake) return DialogOutcome.Upgraded(at, hello);
            if (rest[0] != Sequence || messages == MaxMessages || at >= PlainDialog.MaxLength) return DialogOutcome.None;
            if (rest.Length < 2) return DialogOutcome.NeedMore(at + 2);
            if (!TryReadLength(rest[1..], out int lengthSize, out int length)) return DialogOutcome.NeedMore(at + 1 + lengthSize);
            int content = at + 1 + lengthSize;
            if (length < 5 || length > PlainDialog.MaxLength - content) return DialogOutcome.None;
            ReadOnlySpan<byte> message = bytes[content..Math.Min(content + length, bytes.Length)];
            if (!IsPlausible(message)) return DialogOutcome.None;
            at = content + length;
            if (bytes.Length <= at) return DialogOutcome.NeedMore(at + 1);
            hello = Agreement(message);
        }
    }

    // An identifier of one to four bytes and the tag of an operation (RFC 4511 §4.1.1). As bytes, most are printable: text begins
    // like this too, but has no 2 in the third place.
    static bool IsPlausible(ReadOnlySpan<byte> message)
    {
        if (message.Length > 0 && message[0] != Integer) return false;
        if (message.Length > 1 && message[1] is 0 or > 4) return false;
        return message.Length < 2 || message.Length <= 2 + message[1]
            || message[2 + message[1]] is >= 0x60 and <= 0x79 or 0x42 or 0x4A or 0x50;
    }

    static HandshakeType Agreement(ReadOnlySpan<byte> message)
    {
        if (message.Length < 2 + message[1] + 2) return default;
        ReadOnlySpan<byte> operation = message[(2 + message[1])..];
        if (!TryReadLength(operation[1..], out int lengthSize, out _)) return default;
        ReadOnlySpan<byte> content = operation[(1 + lengthSize)..];
        return operation[0] switch
        {
            ExtendedRequest when content.Length >= 2 + StartTls.Length && content[0] == RequestName && content[1] == StartTls.Length
                && content[2..].StartsWith(StartTls) => HandshakeType.ClientHello,
            ExtendedResponse when content is [Enumerated, 1, 0, ..] => HandshakeType.ServerHello,
            _ => default,
        };
    }

    // Short, or up to four bytes behind their number (X.690 §8.1.3); Windows always writes four. What is longer or indefinite is
    // given a length that no dialog has.
    static bool TryReadLength(ReadOnlySpan<byte> bytes, out int size, out int length)
    {
        size = 1;
        length = int.MaxValue;
        if (bytes.IsEmpty) return false;
        if (bytes[0] is 0x80 or > 0x84) return true;
        size = bytes[0] < 0x80 ? 1 : 1 + (bytes[0] & 0x7F);
        if (bytes.Length < size) return false;
        length = bytes[0] < 0x80 ? bytes[0] : 0;
        foreach (byte digit in bytes[1..size]) length = length > PlainDialog.MaxLength ? int.MaxValue : length << 8 | digit;
        return true;
    }
}
