using System.Buffers.Binary;
using NetWatch.Sdk.Packets;

namespace NetWatch.Engine.Tests.Decode;

/// <summary>Headers byte by byte, so that a test can also write lengths that are wrong.</summary>
static class Bytes
{
    internal static readonly NetAddress A4 = NetAddress.FromIPv4(0xC0000201);
    internal static readonly NetAddress B4 = NetAddress.FromIPv4(0xC6336402);
    internal static readonly NetAddress A6 = new(0x20010DB800000001, 1);
    internal static readonly NetAddress B6 = new(0x20010DB800000002, 2);

    internal static byte[] Hex(string text) => Convert.FromHexString(text.Replace(" ", "", StringComparison.Ordinal));

    internal static byte[] Join(params byte[][] parts) => [.. parts.SelectMany(part => part)];

    internal static byte[] U16(int value) => [(byte)(value >> 8), (byte)value];

    internal static byte[] U32(uint value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];

    internal static byte[] Ethernet(int type, byte[] inside) => Join(Hex("02000000000202000000 0001"), U16(type), inside);

    internal static byte[] IPv4(int protocol, byte[] inside, int fragment = 0, int id = 7, int? length = null, byte[]? options = null)
    {
        options ??= [];
        int header = 20 + options.Length;
        return Join(
            [(byte)(0x40 | header / 4), 0], U16(length ?? header + inside.Length), U16(id), U16(fragment),
            [64, (byte)protocol, 0, 0], Address(A4), Address(B4), options, inside);
    }

    internal static byte[] IPv6(int next, byte[] inside, int? length = null) =>
        Join(Hex("60000000"), U16(length ?? inside.Length), [(byte)next, 64], Address(A6), Address(B6), inside);

    internal static byte[] Tcp(int source, int destination, byte[] payload, int headerWords = 5, int options = 0) =>
        Join(U16(source), U16(destination), U32(1000), U32(2000), [(byte)(headerWords << 4), 0x18], U16(512), [0, 0, 0, 0], new byte[options], payload);

    internal static byte[] Udp(int source, int destination, byte[] payload, int? length = null) =>
        Join(U16(source), U16(destination), U16(length ?? 8 + payload.Length), [0, 0], payload);

    internal static byte[] Address(NetAddress address)
    {
        byte[] bytes = new byte[16];
        return bytes[..address.Write(bytes)];
    }

    internal static byte[] LittleEndian(uint value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return bytes;
    }
}
