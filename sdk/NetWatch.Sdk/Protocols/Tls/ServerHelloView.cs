using System.Buffers.Binary;
using NetWatch.Sdk.Packets;

namespace NetWatch.Sdk.Protocols.Tls;

/// <summary>
/// The fields of a ServerHello or HelloRetryRequest (RFC 8446 §4.1.3, RFC 5246 §7.4.1.3), read in place: nothing is copied, nothing
/// allocated, nothing throws. Lives as long as the bytes it was given.
/// </summary>
public readonly ref struct ServerHelloView
{
    // SHA-256 of "HelloRetryRequest", which stands in the random of one (RFC 8446 §4.1.3).
    static ReadOnlySpan<byte> RetryRandom =>
    [
        0xCF, 0x21, 0xAD, 0x74, 0xE5, 0x9A, 0x61, 0x11, 0xBE, 0x1D, 0x8C, 0x02, 0x1E, 0x65, 0xB8, 0x91,
        0xC2, 0xA2, 0x11, 0x16, 0x7A, 0xBB, 0x8C, 0x5E, 0x07, 0x9E, 0x09, 0xE2, 0xC8, 0xA8, 0x33, 0x9C,
    ];

    ServerHelloView(ushort legacyVersion, ReadOnlySpan<byte> random, ReadOnlySpan<byte> sessionId, ushort cipherSuite,
        ReadOnlySpan<byte> extensions, bool isComplete)
    {
        IsComplete = isComplete;
        LegacyVersion = legacyVersion;
        Random = random;
        SessionId = sessionId;
        CipherSuite = cipherSuite;
        Extensions = extensions;
    }

    /// <summary>The version field, for instance 0x0303.</summary>
    public ushort LegacyVersion { get; }

    /// <summary>The server random, 32 bytes.</summary>
    public ReadOnlySpan<byte> Random { get; }

    /// <summary>The session id, 0 to 32 bytes.</summary>
    public ReadOnlySpan<byte> SessionId { get; }

    /// <summary>The chosen cipher suite.</summary>
    public ushort CipherSuite { get; }

    /// <summary>The extensions without the length in front; what is there of them when the bytes were cut.</summary>
    public ReadOnlySpan<byte> Extensions { get; }

    /// <summary>Whether the block of extensions is there as long as it says. When false no fingerprint should be made.</summary>
    public bool IsComplete { get; }

    /// <summary>Whether this asks for another ClientHello (RFC 8446 §4.1.4).</summary>
    public bool IsHelloRetryRequest => Random.SequenceEqual(RetryRandom);

    /// <summary>Reads a hello.</summary>
    /// <param name="body">The message after its four bytes of type and length. May be cut behind the cipher suite.</param>
    /// <param name="hello">The hello; the default value on false.</param>
    /// <returns>False when the bytes end before the cipher suite, or are no hello.</returns>
    public static bool TryParse(ReadOnlySpan<byte> body, out ServerHelloView hello)
    {
        var reader = new ByteReader(body);
        hello = default;
        ReadOnlySpan<byte> sessionId = default;
        if (!reader.TryReadUInt16(out ushort version) || !reader.TryReadBytes(32, out ReadOnlySpan<byte> random)) return false;
        // The drafts of TLS 1.3 up to 21 put their number here and had neither session id nor compression method.
        bool isOldDraft = version >> 8 == 0x7F;
        if (!isOldDraft && (!reader.TryReadVector8(out sessionId) || sessionId.Length > 32)) return false;
        if (!reader.TryReadUInt16(out ushort suite)) return false;
        if (!isOldDraft) reader.TrySkip(1);

        bool isComplete = reader.Remaining == 0 | reader.TryReadVector16(out ReadOnlySpan<byte> extensions);
        if (!isComplete && reader.Remaining > 2) extensions = reader.Rest[2..];
        hello = new ServerHelloView(version, random, sessionId, suite, extensions, isComplete);
        return true;
    }

    /// <summary>Finds the first extension of a type; false when there is none.</summary>
    public bool TryGetExtension(ushort type, out ReadOnlySpan<byte> data)
    {
        var reader = new TlsExtensionReader(Extensions);
        while (reader.TryRead(out ushort found, out data))
        {
            if (found == type) return true;
        }

        data = default;
        return false;
    }

    /// <summary>The chosen version: of supported_versions where the server sent it (RFC 8446 §4.2.1), otherwise the version field.</summary>
    public ushort SelectedVersion() =>
        TryGetExtension(TlsExtensionType.SupportedVersions, out ReadOnlySpan<byte> data) && data.Length == 2
            ? BinaryPrimitives.ReadUInt16BigEndian(data)
            : LegacyVersion;

    /// <summary>The protocol chosen by ALPN (RFC 7301 §3.1); false when none is in the clear.</summary>
    public bool TryGetAlpn(out ReadOnlySpan<byte> protocol)
    {
        protocol = default;
        if (!TryGetExtension(TlsExtensionType.Alpn, out ReadOnlySpan<byte> data)) return false;
        var reader = new ByteReader(data);
        return reader.TryReadUInt16(out _) && reader.TryReadVector8(out protocol) && protocol.Length > 0;
    }
}
