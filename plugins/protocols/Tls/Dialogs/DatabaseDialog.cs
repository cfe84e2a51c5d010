namespace NetWatch.Plugins.Tls;

/// <summary>
/// The request for TLS of PostgreSQL (its documentation, "Message Flow", SSL session encryption) and of MySQL (its documentation,
/// "Connection Phase"). Both have a fixed form, and TLS follows it at once.
/// </summary>
static class DatabaseDialog
{
    const int SslRequestSize = 8;

    // A packet of 32 bytes with sequence number 1, cut off behind the character set of what would be the login.
    const int LoginRequestSize = 4 + 32;

    // Capabilities, longest packet and character set before the filler. MariaDB uses its last four bytes for more capabilities.
    const int FillerStart = 4 + 4 + 4 + 1;
    const int FillerLength = 19;

    // Protocol 4.1 (0x0200) and TLS (0x0800), in the second byte of the little-endian capabilities.
    const byte TlsCapabilities = 0x0A;

    // With every field at its least; version and plugin names make it 75 to 125 in practice.
    const int LeastGreeting = 46;

    static ReadOnlySpan<byte> SslRequest => [0, 0, 0, 8, 4, 0xD2, 0x16, 0x2F];

    static ReadOnlySpan<byte> GssRequest => [0, 0, 0, 8, 4, 0xD2, 0x16, 0x30];

    internal static DialogOutcome Inspect(ReadOnlySpan<byte> bytes) => bytes[0] switch
    {
        0 => InspectSslRequest(bytes),
        (byte)'S' when bytes.Length > 1 && bytes[1] == (byte)ContentType.Handshake => PlainDialog.After(bytes, 1, HandshakeType.ServerHello),
        (byte)'N' when bytes is [_, (byte)'S', (byte)ContentType.Handshake, ..] => PlainDialog.After(bytes, 2, HandshakeType.ServerHello),
        32 => InspectLoginRequest(bytes),
        >= LeastGreeting => InspectGreeting(bytes),
        _ => DialogOutcome.None,
    };

    // A client that can do Kerberos asks for that first, is told no, and then asks for TLS.
    static DialogOutcome InspectSslRequest(ReadOnlySpan<byte> bytes)
    {
        int start = bytes.Length >= GssRequest.Length && bytes.StartsWith(GssRequest) ? GssRequest.Length : 0;
        bool isPlausible = PlainDialog.MayBegin(bytes[start..], SslRequest) || (start == 0 && PlainDialog.MayBegin(bytes, GssRequest));
        if (!isPlausible) return DialogOutcome.None;
        return PlainDialog.After(bytes, start + SslRequestSize, HandshakeType.ClientHello);
    }

    static DialogOutcome InspectLoginRequest(ReadOnlySpan<byte> bytes)
    {
        if (!PlainDialog.MayBegin(bytes, [32, 0, 0, 1])) return DialogOutcome.None;
        if (bytes.Length >= 6 && (bytes[5] & TlsCapabilities) != TlsCapabilities) return DialogOutcome.None;
        int filler = Math.Clamp(bytes.Length - FillerStart, 0, FillerLength);
        if (filler > 0 && bytes.Slice(FillerStart, filler).ContainsAnyExcept((byte)0)) return DialogOutcome.None;
        return PlainDialog.After(bytes, LoginRequestSize, HandshakeType.ClientHello);
    }

    // Packet 0 of protocol version 10; the version of the server begins with a digit.
    static DialogOutcome InspectGreeting(ReadOnlySpan<byte> bytes)
    {
        bool isPlausible = PlainDialog.MayBegin(bytes[1..], [0, 0, 0, 10]) && (bytes.Length < 6 || bytes[5] is >= (byte)'1' and <= (byte)'9');
        if (!isPlausible) return DialogOutcome.None;
        // Other dialogs may begin with the same byte; the sixth settles whose it is.
        return bytes.Length < 6 ? DialogOutcome.NeedMore(6) : PlainDialog.After(bytes, 4 + bytes[0], HandshakeType.ServerHello);
    }
}
