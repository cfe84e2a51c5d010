using System.Buffers.Binary;
using System.Runtime.InteropServices;
using NetWatch.Sdk.Packets;

namespace NetWatch.Plugins.Traceroute.Native;

/// <summary>struct sockaddr_in and sockaddr_in6 (ip(7), ipv6(7)).</summary>
static class SocketAddress
{
    internal const int Length = 28;

    internal static int Write(Span<byte> to, NetAddress address, ushort port)
    {
        to.Clear();
        MemoryMarshal.Write(to, (ushort)(address.IsIPv4 ? Libc.Inet : Libc.Inet6));
        BinaryPrimitives.WriteUInt16BigEndian(to[2..], port);
        address.Write(to[(address.IsIPv4 ? 4 : 8)..]);
        return address.IsIPv4 ? 16 : Length;
    }

    internal static NetAddress Read(ReadOnlySpan<byte> from)
    {
        if (from.Length < 16) return default;
        int family = MemoryMarshal.Read<ushort>(from);
        return family == Libc.Inet ? NetAddress.FromBytes(from.Slice(4, 4))
            : family == Libc.Inet6 && from.Length >= 24 ? NetAddress.FromBytes(from.Slice(8, 16)) : default;
    }

    internal static ushort Port(ReadOnlySpan<byte> from) => from.Length < 4 ? (ushort)0 : BinaryPrimitives.ReadUInt16BigEndian(from[2..]);
}
