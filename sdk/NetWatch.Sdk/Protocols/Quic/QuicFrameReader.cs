using NetWatch.Sdk.Packets;

namespace NetWatch.Sdk.Protocols.Quic;

/// <summary>
/// Walks the frames of a decrypted packet (RFC 9000 §12.4) without copying. Stops at the first that does not fit or is not known: its
/// length can't be told. Lives as long as the bytes it was given.
/// </summary>
public ref struct QuicFrameReader
{
    const int ResetToken = 16;
    const int PathData = 8;

    // draft-huitema-quic-ts, draft-ietf-quic-ack-frequency (with 0x1F and, earlier, 0xAC for IMMEDIATE_ACK); 0x24 is RESET_STREAM_AT of
    // draft-ietf-quic-reliable-stream-reset.
    const ulong TimeStamp = 0x02F5;
    const ulong AckFrequency = 0xAF;

    ByteReader _reader;

    /// <summary>Starts at the first frame.</summary>
    /// <param name="plaintext">What a packet holds, without its header and tag.</param>
    public QuicFrameReader(ReadOnlySpan<byte> plaintext) => _reader = new ByteReader(plaintext);

    /// <summary>Whether everything was read: false before the end, and false for good when a frame does not fit or is not known.</summary>
    public readonly bool IsAtEnd => _reader.Remaining == 0;

    /// <summary>Position of the next frame in the bytes given.</summary>
    public readonly int Position => _reader.Position;

    /// <summary>Takes the next frame; false at the end, and when it does not fit or is not known.</summary>
    public bool TryRead(out QuicFrame frame)
    {
        frame = default;
        ByteReader attempt = _reader;
        if (!QuicVarInt.TryRead(ref attempt, out ulong type) || !TryReadBody(type, ref attempt, out frame)) return false;
        _reader = attempt;
        return true;
    }

    static bool TryReadBody(ulong type, scoped ref ByteReader reader, out QuicFrame frame)
    {
        frame = new QuicFrame { Type = Simple(type) };
        return type switch
        {
            0x00 => ReadPadding(ref reader, out frame),
            0x01 or 0x1E => true,
            0x02 or 0x03 => TryReadAck(ref reader, hasEcn: type == 3, out frame),
            0x04 => TryReadReset(ref reader, out frame),
            0x05 => TryReadNumbers(ref reader, out ulong stream, out ulong code) && Set(out frame, frame with { StreamId = stream, ErrorCode = code }),
            0x06 => TryReadCrypto(ref reader, out frame),
            0x07 => QuicVarInt.TryReadVector(ref reader, out ReadOnlySpan<byte> token) && Set(out frame, frame with { Data = token }),
            >= 0x08 and <= 0x0F => TryReadStream((byte)type, ref reader, out frame),
            0x10 or 0x12 or 0x13 or 0x14 or 0x16 or 0x17 or 0x19 =>
                QuicVarInt.TryRead(ref reader, out ulong value) && Set(out frame, frame with { Value = value }),
            0x11 or 0x15 => TryReadNumbers(ref reader, out ulong stream, out ulong limit) && Set(out frame, frame with { StreamId = stream, Value = limit }),
            0x18 => TryReadNewId(ref reader, out frame),
            0x1A or 0x1B => reader.TryReadBytes(PathData, out ReadOnlySpan<byte> data) && Set(out frame, frame with { Data = data }),
            0x1C or 0x1D => TryReadClose(ref reader, isApplication: type == 0x1D, out frame),
            0x24 => TryReadReset(ref reader, out frame) && QuicVarInt.TryRead(ref reader, out _),
            0x1F or 0xAC => true,
            TimeStamp => QuicVarInt.TryRead(ref reader, out _),
            AckFrequency => TryReadNumbers(ref reader, out _, out _) && TryReadNumbers(ref reader, out _, out _),
            0x30 or 0x31 => TryReadDatagram(ref reader, hasLength: type == 0x31, out frame),
            _ => false,
        };
    }

    static QuicFrameType Simple(ulong type) => type switch
    {
        0x13 => QuicFrameType.MaxStreams,
        0x17 => QuicFrameType.StreamsBlocked,
        0x1F or 0xAC or AckFrequency or TimeStamp => QuicFrameType.Extension,
        _ => (QuicFrameType)type,
    };

    static bool Set(out QuicFrame frame, QuicFrame value)
    {
        frame = value;
        return true;
    }

    // A packet may hold a thousand of them, which nobody wants one by one.
    static bool ReadPadding(scoped ref ByteReader reader, out QuicFrame frame)
    {
        int run = reader.Rest.IndexOfAnyExcept((byte)0);
        if (run < 0) run = reader.Remaining;
        reader.TrySkip(run);
        frame = new QuicFrame { Type = QuicFrameType.Padding, Value = (ulong)run + 1 };
        return true;
    }

    static bool TryReadNumbers(scoped ref ByteReader reader, out ulong first, out ulong second)
    {
        second = 0;
        return QuicVarInt.TryRead(ref reader, out first) && QuicVarInt.TryRead(ref reader, out second);
    }

    static bool TryReadAck(scoped ref ByteReader reader, bool hasEcn, out QuicFrame frame)
    {
        frame = default;
        if (!TryReadNumbers(ref reader, out ulong largest, out _)) return false;
        ByteReader start = reader;
        if (!TryReadNumbers(ref reader, out ulong ranges, out _)) return false;
        // Each range has two bytes at least, so a count that the packet can't hold ends by itself.
        for (; ranges > 0; ranges--)
        {
            if (!TryReadNumbers(ref reader, out _, out _)) return false;
        }

        ReadOnlySpan<byte> list = start.Rest[..(reader.Position - start.Position)];
        if (hasEcn && (!TryReadNumbers(ref reader, out _, out _) || !QuicVarInt.TryRead(ref reader, out _))) return false;
        frame = new QuicFrame { Type = QuicFrameType.Ack, Value = largest, Data = list };
        return true;
    }

    static bool TryReadReset(scoped ref ByteReader reader, out QuicFrame frame)
    {
        frame = default;
        if (!TryReadNumbers(ref reader, out ulong stream, out ulong code) || !QuicVarInt.TryRead(ref reader, out ulong size)) return false;
        frame = new QuicFrame { Type = QuicFrameType.ResetStream, StreamId = stream, ErrorCode = code, Offset = size };
        return true;
    }

    static bool TryReadCrypto(scoped ref ByteReader reader, out QuicFrame frame)
    {
        frame = default;
        if (!QuicVarInt.TryRead(ref reader, out ulong offset) || !QuicVarInt.TryReadVector(ref reader, out ReadOnlySpan<byte> data)) return false;
        frame = new QuicFrame { Type = QuicFrameType.Crypto, Offset = offset, Data = data };
        return true;
    }

    // RFC 9000 §19.8: bit 0x04 says that an offset follows, 0x02 a length, 0x01 that the stream ends.
    static bool TryReadStream(byte type, scoped ref ByteReader reader, out QuicFrame frame)
    {
        frame = default;
        ulong offset = 0;
        if (!QuicVarInt.TryRead(ref reader, out ulong stream) || ((type & 4) != 0 && !QuicVarInt.TryRead(ref reader, out offset))) return false;
        ReadOnlySpan<byte> data;
        if ((type & 2) == 0) reader.TryReadBytes(reader.Remaining, out data);
        else if (!QuicVarInt.TryReadVector(ref reader, out data)) return false;
        frame = new QuicFrame { Type = QuicFrameType.Stream, StreamId = stream, Offset = offset, Data = data, IsFin = (type & 1) != 0 };
        return true;
    }

    static bool TryReadNewId(scoped ref ByteReader reader, out QuicFrame frame)
    {
        frame = default;
        if (!TryReadNumbers(ref reader, out ulong sequence, out _) || !reader.TryReadVector8(out ReadOnlySpan<byte> id)) return false;
        if (id.Length is 0 or > QuicLongHeader.MaxConnectionId || !reader.TrySkip(ResetToken)) return false;
        frame = new QuicFrame { Type = QuicFrameType.NewConnectionId, Value = sequence, Data = id };
        return true;
    }

    static bool TryReadClose(scoped ref ByteReader reader, bool isApplication, out QuicFrame frame)
    {
        frame = default;
        if (!QuicVarInt.TryRead(ref reader, out ulong code) || (!isApplication && !QuicVarInt.TryRead(ref reader, out _))) return false;
        if (!QuicVarInt.TryReadVector(ref reader, out ReadOnlySpan<byte> reason)) return false;
        frame = new QuicFrame { Type = QuicFrameType.ConnectionClose, ErrorCode = code, IsApplicationError = isApplication, Data = reason };
        return true;
    }

    static bool TryReadDatagram(scoped ref ByteReader reader, bool hasLength, out QuicFrame frame)
    {
        frame = default;
        ReadOnlySpan<byte> data;
        if (!hasLength) reader.TryReadBytes(reader.Remaining, out data);
        else if (!QuicVarInt.TryReadVector(ref reader, out data)) return false;
        frame = new QuicFrame { Type = QuicFrameType.Datagram, Data = data };
        return true;
    }
}
