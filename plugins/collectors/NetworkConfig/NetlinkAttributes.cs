using System.Runtime.InteropServices;

namespace NetWatch.Plugins.NetworkConfig;

/// <summary>Walks the attributes of a netlink message (netlink(7)); stops at the first whose length can't be.</summary>
ref struct NetlinkAttributes(ReadOnlySpan<byte> bytes)
{
    const int Header = 4;
    const ushort TypeMask = 0x3FFF;

    ReadOnlySpan<byte> _rest = bytes;

    /// <summary>Type of the attribute, without the bits for nesting and byte order.</summary>
    internal ushort Type { get; private set; }

    /// <summary>Its payload.</summary>
    internal ReadOnlySpan<byte> Value { get; private set; }

    internal bool MoveNext()
    {
        if (_rest.Length < Header) return false;
        int length = MemoryMarshal.Read<ushort>(_rest);
        if (length < Header || length > _rest.Length) return false;
        Type = (ushort)(MemoryMarshal.Read<ushort>(_rest[2..]) & TypeMask);
        Value = _rest[Header..length];
        _rest = _rest[Math.Min(_rest.Length, (length + 3) & ~3)..];
        return true;
    }

    /// <summary>The payload as a number in the machine's order, or 0 when it is too short.</summary>
    internal readonly uint Number => Value.Length >= sizeof(uint) ? MemoryMarshal.Read<uint>(Value) : 0;
}
