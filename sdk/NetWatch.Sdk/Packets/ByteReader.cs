using System.Buffers.Binary;

namespace NetWatch.Sdk.Packets;

/// <summary>
/// Reads big-endian fields from bytes that may end anywhere and may be hostile. No member throws on short input: every read
/// says whether it worked, and a failed read moves nothing. Allocates nothing.
/// </summary>
public ref struct ByteReader
{
    readonly ReadOnlySpan<byte> _bytes;
    int _position;

    /// <summary>Starts at the first of the given bytes.</summary>
    public ByteReader(ReadOnlySpan<byte> bytes)
    {
        _bytes = bytes;
        _position = 0;
    }

    /// <summary>How many bytes were read or skipped, from 0.</summary>
    public readonly int Position => _position;

    /// <summary>How many bytes are left.</summary>
    public readonly int Remaining => _bytes.Length - _position;

    /// <summary>The bytes that are left.</summary>
    public readonly ReadOnlySpan<byte> Rest => _bytes[_position..];

    /// <summary>Reads one byte.</summary>
    public bool TryReadByte(out byte value)
    {
        if (Remaining < 1)
        {
            value = 0;
            return false;
        }

        value = _bytes[_position++];
        return true;
    }

    /// <summary>Reads two bytes, most significant first.</summary>
    public bool TryReadUInt16(out ushort value)
    {
        if (!BinaryPrimitives.TryReadUInt16BigEndian(_bytes[_position..], out value)) return false;
        _position += 2;
        return true;
    }

    /// <summary>Reads three bytes, most significant first.</summary>
    public bool TryReadUInt24(out int value)
    {
        if (Remaining < 3)
        {
            value = 0;
            return false;
        }

        value = _bytes[_position] << 16 | _bytes[_position + 1] << 8 | _bytes[_position + 2];
        _position += 3;
        return true;
    }

    /// <summary>Reads four bytes, most significant first.</summary>
    public bool TryReadUInt32(out uint value)
    {
        if (!BinaryPrimitives.TryReadUInt32BigEndian(_bytes[_position..], out value)) return false;
        _position += 4;
        return true;
    }

    /// <summary>Reads eight bytes, most significant first.</summary>
    public bool TryReadUInt64(out ulong value)
    {
        if (!BinaryPrimitives.TryReadUInt64BigEndian(_bytes[_position..], out value)) return false;
        _position += 8;
        return true;
    }

    /// <summary>Takes the next <paramref name="count"/> bytes without copying them.</summary>
    public bool TryReadBytes(int count, out ReadOnlySpan<byte> value)
    {
        if ((uint)count > (uint)Remaining)
        {
            value = default;
            return false;
        }

        value = _bytes.Slice(_position, count);
        _position += count;
        return true;
    }

    /// <summary>Takes a vector with a one-byte length in front (RFC 8446 §3.4 style).</summary>
    public bool TryReadVector8(out ReadOnlySpan<byte> value)
    {
        int start = _position;
        if (TryReadByte(out byte length) && TryReadBytes(length, out value)) return true;
        _position = start;
        value = default;
        return false;
    }

    /// <summary>Takes a vector with a two-byte length in front.</summary>
    public bool TryReadVector16(out ReadOnlySpan<byte> value)
    {
        int start = _position;
        if (TryReadUInt16(out ushort length) && TryReadBytes(length, out value)) return true;
        _position = start;
        value = default;
        return false;
    }

    /// <summary>Takes a vector with a three-byte length in front.</summary>
    public bool TryReadVector24(out ReadOnlySpan<byte> value)
    {
        int start = _position;
        if (TryReadUInt24(out int length) && TryReadBytes(length, out value)) return true;
        _position = start;
        value = default;
        return false;
    }

    /// <summary>Passes over bytes.</summary>
    public bool TrySkip(int count)
    {
        if ((uint)count > (uint)Remaining) return false;
        _position += count;
        return true;
    }
}
