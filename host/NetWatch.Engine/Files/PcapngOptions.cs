using System.Buffers.Binary;

namespace NetWatch.Engine.Files;

/// <summary>Walks over the options of a pcapng block. An option that does not fit in its block ends the walk.</summary>
ref struct PcapngOptions(ReadOnlySpan<byte> bytes, bool bigEndian)
{
    const ushort EndOfOptions = 0;

    ReadOnlySpan<byte> _rest = bytes;

    internal ushort Code { get; private set; }

    internal ReadOnlySpan<byte> Value { get; private set; }

    internal bool MoveNext()
    {
        if (_rest.Length < 4) return false;
        Code = UInt16(_rest);
        int length = UInt16(_rest[2..]);
        if (Code == EndOfOptions || length > _rest.Length - 4) return false;
        Value = _rest.Slice(4, length);
        // Values are padded to 32 bits; writers that forget the last padding are common.
        _rest = _rest[Math.Min(_rest.Length, 4 + (length + 3 & ~3))..];
        return true;
    }

    internal readonly ulong? UInt64() => Value.Length != 8
        ? null
        : bigEndian ? BinaryPrimitives.ReadUInt64BigEndian(Value) : BinaryPrimitives.ReadUInt64LittleEndian(Value);

    readonly ushort UInt16(ReadOnlySpan<byte> bytes) =>
        bigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);
}
