using System.Buffers.Binary;
using NetWatch.Sdk.Packets;

namespace NetWatch.Sdk.Protocols.Quic;

/// <summary>The variable-length integers of QUIC (RFC 9000 §16). Pure functions: nothing is allocated, nothing throws.</summary>
public static class QuicVarInt
{
    /// <summary>The largest value, 2^62 − 1.</summary>
    public const ulong MaxValue = (1UL << 62) - 1;

    /// <summary>Reads an integer of 1, 2, 4 or 8 bytes.</summary>
    /// <param name="reader">Where to read; moved only on success.</param>
    /// <param name="value">The value, at most <see cref="MaxValue"/>; 0 on false.</param>
    /// <returns>False when the bytes end before the integer does.</returns>
    public static bool TryRead(scoped ref ByteReader reader, out ulong value)
    {
        value = 0;
        if (reader.Remaining == 0) return false;
        ReadOnlySpan<byte> rest = reader.Rest;
        int length = 1 << (rest[0] >> 6);
        if (rest.Length < length) return false;
        value = length switch
        {
            1 => rest[0] & 0x3FUL,
            2 => BinaryPrimitives.ReadUInt16BigEndian(rest) & 0x3FFFUL,
            4 => BinaryPrimitives.ReadUInt32BigEndian(rest) & 0x3FFF_FFFFUL,
            _ => BinaryPrimitives.ReadUInt64BigEndian(rest) & MaxValue,
        };
        return reader.TrySkip(length);
    }

    /// <summary>Reads an integer that says how many of the bytes behind it belong together, and takes those.</summary>
    /// <param name="reader">Where to read; moved only on success.</param>
    /// <param name="value">The bytes, not copied; empty on false.</param>
    /// <returns>False when the bytes end before what the integer announces.</returns>
    public static bool TryReadVector(scoped ref ByteReader reader, out ReadOnlySpan<byte> value)
    {
        value = default;
        ByteReader attempt = reader;
        if (!TryRead(ref attempt, out ulong length) || length > (ulong)attempt.Remaining) return false;
        attempt.TryReadBytes((int)length, out value);
        reader = attempt;
        return true;
    }
}
