using System.Buffers.Binary;
using System.Net;

namespace NetWatch.Plugins.SockDiag.Tests.Netlink;

/// <summary>Writes answers of the kernel.</summary>
internal static class DiagBytes
{
    internal static byte[] Message(string local, ushort localPort, string remote, ushort remotePort, byte state = 1, uint inode = 7, ulong cookie = 9, byte[]? info = null)
    {
        byte[] source = IPAddress.Parse(local).GetAddressBytes(), destination = IPAddress.Parse(remote).GetAddressBytes();
        byte[] bytes = new byte[72 + (info is null ? 0 : 4 + info.Length)];
        (bytes[0], bytes[1]) = ((byte)(source.Length == 4 ? 2 : 10), state);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(4), localPort);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(6), remotePort);
        source.CopyTo(bytes, 8);
        destination.CopyTo(bytes, 24);
        BitConverter.TryWriteBytes(bytes.AsSpan(44), cookie);
        BitConverter.TryWriteBytes(bytes.AsSpan(64), 1000u);
        BitConverter.TryWriteBytes(bytes.AsSpan(68), inode);
        if (info is null) return bytes;
        BitConverter.TryWriteBytes(bytes.AsSpan(72), (ushort)(4 + info.Length));
        BitConverter.TryWriteBytes(bytes.AsSpan(74), (ushort)2);
        info.CopyTo(bytes, 76);
        return bytes;
    }
}
