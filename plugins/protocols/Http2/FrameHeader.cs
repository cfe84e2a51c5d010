using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetWatch.Plugins.Http2;

/// <summary>The nine bytes before each frame (RFC 9113 §4.1).</summary>
/// <param name="Length">Bytes of the payload, 0 to 16,777,215.</param>
/// <param name="Type">The type, known or not.</param>
/// <param name="Flags">The flags.</param>
/// <param name="StreamId">The stream, the reserved bit left out.</param>
readonly record struct FrameHeader(int Length, FrameType Type, byte Flags, int StreamId)
{
    internal const int Size = 9;

    /// <summary>What a peer may send unless the other allows more (RFC 9113 §6.5.2, SETTINGS_MAX_FRAME_SIZE).</summary>
    internal const int UsualMaxLength = 16_384;

    internal bool EndsStream => (Type is FrameType.Data or FrameType.Headers) && (Flags & FrameFlags.EndStream) != 0;

    internal bool EndsHeaders => (Flags & FrameFlags.EndHeaders) != 0;

    internal bool IsPadded => (Flags & FrameFlags.Padded) != 0;

    internal bool IsAck => (Flags & FrameFlags.Ack) != 0;

    /// <summary>Reads a header; there must be nine bytes.</summary>
    internal static FrameHeader Read(ReadOnlySpan<byte> bytes) => new(
        bytes[0] << 16 | bytes[1] << 8 | bytes[2],
        (FrameType)bytes[3],
        bytes[4],
        (int)(BinaryPrimitives.ReadUInt32BigEndian(bytes[5..]) & 0x7FFF_FFFF));

    /// <summary>
    /// Whether bytes of which nothing is known are a frame header: type, flags, stream and length must agree with each other. Some 40 bits and more
    /// are decided by that, so that bodies do not look like one.
    /// </summary>
    /// <param name="bytes">Nine bytes.</param>
    /// <param name="highestStream">No stream is beyond this.</param>
    internal static bool IsPlausible(ReadOnlySpan<byte> bytes, int highestStream)
    {
        FrameHeader header = Read(bytes);
        if (header.Length > UsualMaxLength || (bytes[5] & 0x80) != 0) return false;
        bool isOfStream = header.StreamId > 0 && header.StreamId <= highestStream;
        return header.Type switch
        {
            // Empty DATA that ends nothing is nine bytes of next to nothing, and zeros are common.
            FrameType.Data => isOfStream && (header.Flags & ~0x09) == 0 && (header.Length > 0 || header.Flags == 1),
            FrameType.Headers => isOfStream && (header.Flags & ~0x2D) == 0 && header.Length > 0,
            FrameType.PushPromise => isOfStream && (header.Flags & ~0x0C) == 0 && header.Length > 4,
            FrameType.Priority => isOfStream && header is { Flags: 0, Length: 5 },
            FrameType.RstStream => isOfStream && header is { Flags: 0, Length: 4 },
            FrameType.Settings => header.StreamId == 0 && (header.Flags == 0 ? header.Length % 6 == 0 && header.Length <= 96 : header is { Flags: 1, Length: 0 }),
            FrameType.Ping => header.StreamId == 0 && (header.Flags & ~0x01) == 0 && header.Length == 8,
            FrameType.GoAway => header.StreamId == 0 && header.Flags == 0 && header.Length is >= 8 and <= 1024,
            FrameType.WindowUpdate => header is { Flags: 0, Length: 4 } && (header.StreamId == 0 || isOfStream),
            _ => false,
        };
    }

    /// <summary>
    /// At which of sixteen places after another <see cref="IsPlausible"/> may hold, as bits, the first place the lowest. What is asked: the length is
    /// at most <see cref="UsualMaxLength"/>, and nothing only of SETTINGS and of DATA that ends a stream; the type is known; the flags are some that a
    /// frame has; the stream is one of the first six million, and 0 exactly where frames are of the connection. Nearly all bodies have no such place.
    /// </summary>
    /// <param name="bytes">The first place; <see cref="Size"/> and sixteen bytes must be there.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint PossiblePlaces(ref byte bytes)
    {
        const byte NoFlags = 0xD2;
        Vector128<byte> zeros = Vector128.LoadUnsafe(ref bytes) | Vector128.LoadUnsafe(ref bytes, 5);
        Vector128<byte> fits = Vector128.Equals(zeros, Vector128<byte>.Zero);
        // Text and what is encrypted or compressed go no further.
        if (fits == Vector128<byte>.Zero) return 0;
        Vector128<byte> lengths = Vector128.LoadUnsafe(ref bytes, 1), types = Vector128.LoadUnsafe(ref bytes, 3);
        Vector128<byte> flags = Vector128.LoadUnsafe(ref bytes, 4), streams = Vector128.LoadUnsafe(ref bytes, 6);
        fits &= Vector128.Equals(flags & Vector128.Create(NoFlags), Vector128<byte>.Zero)
            & Vector128.LessThanOrEqual(types, Vector128.Create((byte)FrameType.WindowUpdate)) & Vector128.LessThanOrEqual(lengths | streams, Vector128.Create((byte)0x60));
        Vector128<byte> settings = Are(types, FrameType.Settings), ofConnection = settings | Are(types, FrameType.Ping) | Are(types, FrameType.GoAway);
        Vector128<byte> noStream = Vector128.Equals(streams | Vector128.LoadUnsafe(ref bytes, 7) | Vector128.LoadUnsafe(ref bytes, 8), Vector128<byte>.Zero);
        Vector128<byte> noLength = Vector128.Equals(lengths | Vector128.LoadUnsafe(ref bytes, 2), Vector128<byte>.Zero);
        fits &= ~(noStream ^ ofConnection) | Are(types, FrameType.WindowUpdate);
        fits &= ~noLength | settings | Are(types, FrameType.Data) & Vector128.Equals(flags, Vector128.Create(FrameFlags.EndStream));
        return fits.ExtractMostSignificantBits();
    }

    static Vector128<byte> Are(Vector128<byte> types, FrameType type) => Vector128.Equals(types, Vector128.Create((byte)type));

    /// <summary>
    /// Whether a plausible frame proves something by itself: lengths and flags of one value, or fields that begin as fields do. What binary protocols with
    /// many zeros hold by chance is none of these.
    /// </summary>
    /// <param name="bytes">The header and what there is of the payload.</param>
    internal static bool IsStrong(ReadOnlySpan<byte> bytes)
    {
        FrameHeader header = Read(bytes);
        ReadOnlySpan<byte> payload = bytes[Size..];
        return header.Type switch
        {
            FrameType.WindowUpdate => payload.Length >= 4 && payload[0] < 0x80 && BinaryPrimitives.ReadUInt32BigEndian(payload) != 0,
            FrameType.RstStream => payload.Length >= 4 && BinaryPrimitives.ReadUInt32BigEndian(payload) <= 13,
            FrameType.Ping => true,
            FrameType.Settings => ConnectionStart.IsServerSettings(bytes, out _) == true || header.IsAck,
            FrameType.Headers => header.EndsHeaders && (header.StreamId & 1) == 1 && header.Length >= 4 && (header.Flags & 0x28) == 0 && !payload.IsEmpty && payload[0] >= 0x20,
            _ => false,
        };
    }
}
