using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Tls;

namespace NetWatch.Sdk.Protocols.Quic;

/// <summary>
/// Walks the transport parameters of a hello (RFC 9000 §18) without copying. Stops at the first one that does not fit. Lives as long as
/// the bytes it was given.
/// </summary>
public ref struct QuicTransportParameters
{
    /// <summary>The TLS extension that carries them (RFC 9001 §8.2).</summary>
    public const ushort Extension = 0x0039;

    /// <summary>The same in the drafts.</summary>
    public const ushort DraftExtension = 0xFFA5;

    /// <summary>max_idle_timeout: milliseconds.</summary>
    public const ulong MaxIdleTimeout = 0x01;

    /// <summary>max_udp_payload_size: bytes.</summary>
    public const ulong MaxUdpPayloadSize = 0x03;

    /// <summary>initial_max_data: bytes.</summary>
    public const ulong InitialMaxData = 0x04;

    /// <summary>initial_max_streams_bidi.</summary>
    public const ulong InitialMaxStreams = 0x08;

    /// <summary>version_information, RFC 9368 §3.</summary>
    public const ulong VersionInformation = 0x11;

    /// <summary>max_datagram_frame_size, RFC 9221 §3: bytes.</summary>
    public const ulong MaxDatagramFrameSize = 0x20;

    /// <summary>The user agent that Google's clients used to send.</summary>
    public const ulong GoogleUserAgent = 0x3129;

    ByteReader _reader;

    /// <summary>Starts at the first parameter.</summary>
    /// <param name="data">The data of the extension.</param>
    public QuicTransportParameters(ReadOnlySpan<byte> data) => _reader = new ByteReader(data);

    /// <summary>Finds the parameters of a ClientHello; false when it has none.</summary>
    public static bool TryFind(in ClientHelloView hello, out QuicTransportParameters parameters)
    {
        bool isFound = hello.TryGetExtension(Extension, out ReadOnlySpan<byte> data) || hello.TryGetExtension(DraftExtension, out data);
        parameters = new QuicTransportParameters(data);
        return isFound;
    }

    /// <summary>Takes the next parameter; false at the end or when it does not fit.</summary>
    /// <param name="id">Its id, those that are sent only to be ignored included.</param>
    /// <param name="value">Its bytes, maybe none.</param>
    public bool TryRead(out ulong id, out ReadOnlySpan<byte> value)
    {
        value = default;
        ByteReader attempt = _reader;
        if (!QuicVarInt.TryRead(ref attempt, out id) || !QuicVarInt.TryReadVector(ref attempt, out value)) return false;
        _reader = attempt;
        return true;
    }

    /// <summary>The number in a parameter; false when its bytes are none.</summary>
    public static bool TryReadNumber(ReadOnlySpan<byte> value, out ulong number)
    {
        var reader = new ByteReader(value);
        return QuicVarInt.TryRead(ref reader, out number);
    }
}
