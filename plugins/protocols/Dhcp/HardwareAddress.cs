using System.Runtime.InteropServices;

namespace NetWatch.Plugins.Dhcp;

/// <summary>A hardware address, kept without an object of its own where it has up to <see cref="MaxLength"/> bytes, as all but a few have.</summary>
readonly struct HardwareAddress
{
    internal const int MaxLength = sizeof(ulong);

    readonly ulong _bytes;
    readonly byte _length;

    internal HardwareAddress(ReadOnlySpan<byte> address)
    {
        Span<byte> whole = stackalloc byte[MaxLength];
        address[..Math.Min(address.Length, MaxLength)].CopyTo(whole);
        _bytes = MemoryMarshal.Read<ulong>(whole);
        _length = (byte)address.Length;
    }

    /// <summary>Whether it has more bytes than are kept here.</summary>
    internal bool IsLong => _length > MaxLength;

    /// <summary>Writes the bytes of one that is not long into room for <see cref="MaxLength"/> of them and returns the part that they fill.</summary>
    internal ReadOnlySpan<byte> CopyTo(Span<byte> room)
    {
        MemoryMarshal.Write(room, _bytes);
        return room[.._length];
    }
}
