using System.Buffers.Binary;
using NetWatch.Sdk.Packets;

namespace NetWatch.Sdk.Protocols.Tls;

/// <summary>
/// The fields of a ClientHello (RFC 8446 §4.1.2, RFC 5246 §7.4.1.2), read in place: nothing is copied, nothing allocated, nothing
/// throws. For TLS, DTLS (without its cookie field) and the CRYPTO stream of QUIC. Lives as long as the bytes it was given.
/// </summary>
public readonly ref struct ClientHelloView
{
    ClientHelloView(ushort legacyVersion, ReadOnlySpan<byte> random, ReadOnlySpan<byte> sessionId, ReadOnlySpan<byte> cipherSuites,
        ReadOnlySpan<byte> compressionMethods, ReadOnlySpan<byte> extensions, bool isComplete)
    {
        LegacyVersion = legacyVersion;
        Random = random;
        SessionId = sessionId;
        CipherSuites = cipherSuites;
        CompressionMethods = compressionMethods;
        Extensions = extensions;
        IsComplete = isComplete;
    }

    /// <summary>The version field, for instance 0x0303.</summary>
    public ushort LegacyVersion { get; }

    /// <summary>The client random, 32 bytes.</summary>
    public ReadOnlySpan<byte> Random { get; }

    /// <summary>The session id, 0 to 32 bytes.</summary>
    public ReadOnlySpan<byte> SessionId { get; }

    /// <summary>The cipher suites in order, two bytes each, most significant first, GREASE included; an even number of bytes.</summary>
    public ReadOnlySpan<byte> CipherSuites { get; }

    /// <summary>The compression methods, one byte each.</summary>
    public ReadOnlySpan<byte> CompressionMethods { get; }

    /// <summary>The extensions without the length in front; for <see cref="TlsExtensionReader"/>. Empty when there are none.</summary>
    public ReadOnlySpan<byte> Extensions { get; }

    /// <summary>
    /// Whether every extension is there and fits. When false (a cut capture, or a malformed hello) the extensions hold what could
    /// be had, and no fingerprint should be made.
    /// </summary>
    public bool IsComplete { get; }

    /// <summary>Reads a hello.</summary>
    /// <param name="body">The message after its four bytes of type and length. May be cut behind the compression methods.</param>
    /// <param name="hello">The hello; the default value on false.</param>
    /// <returns>False when the bytes end before the extensions, or are no hello.</returns>
    public static bool TryParse(ReadOnlySpan<byte> body, out ClientHelloView hello)
    {
        var reader = new ByteReader(body);
        hello = default;
        if (!reader.TryReadUInt16(out ushort version) || !reader.TryReadBytes(32, out ReadOnlySpan<byte> random)) return false;
        if (!reader.TryReadVector8(out ReadOnlySpan<byte> sessionId) || sessionId.Length > 32) return false;
        if (!reader.TryReadVector16(out ReadOnlySpan<byte> suites) || suites.Length % 2 != 0) return false;
        if (!reader.TryReadVector8(out ReadOnlySpan<byte> compression)) return false;

        bool isComplete = true;
        ReadOnlySpan<byte> extensions = default;
        // SSLv3 and many TLS 1.0 clients end here: the block of extensions, with its length, is optional (RFC 5246 §7.4.1.2).
        if (reader.Remaining > 0)
        {
            isComplete = reader.TryReadVector16(out extensions);
            if (!isComplete && reader.Remaining > 2) extensions = reader.Rest[2..];
            isComplete &= CanWalk(extensions);
        }

        hello = new ClientHelloView(version, random, sessionId, suites, compression, extensions, isComplete);
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

    /// <summary>Finds the host name of the server_name extension (RFC 6066 §3); false when there is none or it is empty.</summary>
    public bool TryGetServerName(out ReadOnlySpan<byte> name)
    {
        name = default;
        return TryGetExtension(TlsExtensionType.ServerName, out ReadOnlySpan<byte> data) && TryReadServerName(data, out name);
    }

    /// <summary>
    /// The highest version offered: of supported_versions without GREASE where that extension names any, otherwise the version field.
    /// Drafts and private versions count by their number.
    /// </summary>
    public ushort HighestVersion() =>
        TryGetExtension(TlsExtensionType.SupportedVersions, out ReadOnlySpan<byte> data) ? HighestVersion(data, LegacyVersion) : LegacyVersion;

    /// <summary>The highest version of a supported_versions extension; the given one when it names none.</summary>
    internal static ushort HighestVersion(ReadOnlySpan<byte> data, ushort otherwise)
    {
        ushort highest = 0;
        for (ReadOnlySpan<byte> versions = ClientHelloExtensions.Vector8(data); versions.Length >= 2; versions = versions[2..])
        {
            ushort version = BinaryPrimitives.ReadUInt16BigEndian(versions);
            if (version > highest && !TlsExtensionType.IsGrease(version)) highest = version;
        }

        return highest == 0 ? otherwise : highest;
    }

    internal static bool TryReadServerName(ReadOnlySpan<byte> data, out ReadOnlySpan<byte> name)
    {
        var reader = new ByteReader(data);
        name = default;
        if (!reader.TryReadUInt16(out _)) return false;
        // The list may hold names of other types, though none was ever defined; host_name is 0.
        while (reader.TryReadByte(out byte type) && reader.TryReadVector16(out name))
        {
            if (type == 0) return name.Length > 0;
        }

        return false;
    }

    static bool CanWalk(ReadOnlySpan<byte> extensions)
    {
        var reader = new TlsExtensionReader(extensions);
        while (reader.TryRead(out _, out _))
        {
        }

        return reader.IsAtEnd;
    }
}
