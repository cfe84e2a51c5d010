using System.Runtime.InteropServices;

namespace NetWatch.Plugins.Dhcp;

/// <summary>A hardware address of up to <see cref="MaxLength"/> bytes, kept without an object of its own.</summary>
readonly struct HardwareAddress
{
    internal const int MaxLength = DhcpMessage.HardwareLength;

    readonly ulong _first;
    readonly ulong _second;
    readonly byte _length;

    internal HardwareAddress(ReadOnlySpan<byte> address)
    {
        Span<byte> whole = stackalloc byte[MaxLength];
        address.CopyTo(whole);
        _first = MemoryMarshal.Read<ulong>(whole);
        _second = MemoryMarshal.Read<ulong>(whole[sizeof(ulong)..]);
        _length = (byte)address.Length;
    }

    internal bool IsEmpty => _length == 0;

    /// <summary>Writes the bytes into room for <see cref="MaxLength"/> of them and returns the part that they fill.</summary>
    internal ReadOnlySpan<byte> CopyTo(Span<byte> room)
    {
        MemoryMarshal.Write(room, _first);
        MemoryMarshal.Write(room[sizeof(ulong)..], _second);
        return room[.._length];
    }
}
