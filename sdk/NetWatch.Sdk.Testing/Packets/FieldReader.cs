using System.Buffers.Binary;

namespace NetWatch.Sdk.Testing.Packets;

/// <summary>Reads the fields of capture files in either byte order; running out of bytes is an exception.</summary>
ref struct FieldReader(ReadOnlySpan<byte> bytes, bool isBigEndian)
{
    readonly ReadOnlySpan<byte> _bytes = bytes;
    int _position;

    internal readonly int Remaining => _bytes.Length - _position;

    internal ushort UInt16()
    {
        ReadOnlySpan<byte> field = Bytes(2);
        return isBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(field) : BinaryPrimitives.ReadUInt16LittleEndian(field);
    }

    internal uint UInt32()
    {
        ReadOnlySpan<byte> field = Bytes(4);
        return isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(field) : BinaryPrimitives.ReadUInt32LittleEndian(field);
    }

    internal ReadOnlySpan<byte> Bytes(uint count)
    {
        if (count > (uint)Remaining) throw new InvalidDataException($"The capture ends at byte {_bytes.Length}, {count - (uint)Remaining} too early.");
        ReadOnlySpan<byte> field = _bytes.Slice(_position, (int)count);
        _position += (int)count;
        return field;
    }
}
