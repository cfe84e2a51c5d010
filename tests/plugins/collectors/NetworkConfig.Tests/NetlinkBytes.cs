using System.Runtime.InteropServices;
using System.Text;

namespace NetWatch.Plugins.NetworkConfig.Tests;

/// <summary>Messages as the kernel would send them (rtnetlink(7)).</summary>
static class NetlinkBytes
{
    internal const ushort GetLink = 18, GetAddress = 22, GetRoute = 26;

    internal static byte[] Link(int index, string name, uint flags, params (ushort Type, byte[] Value)[] attributes)
    {
        byte[] head = new byte[16];
        MemoryMarshal.Write(head.AsSpan(4), index);
        MemoryMarshal.Write(head.AsSpan(8), flags);
        return Message(16, head, [(3, [.. Encoding.UTF8.GetBytes(name), 0]), .. attributes]);
    }

    internal static byte[] Address(int index, byte prefix, params (ushort Type, byte[] Value)[] attributes)
    {
        byte[] head = [2, prefix, 0, 0, 0, 0, 0, 0];
        MemoryMarshal.Write(head.AsSpan(4), index);
        return Message(20, head, attributes);
    }

    internal static byte[] Route(byte family, byte prefix, byte table, params (ushort Type, byte[] Value)[] attributes) =>
        Message(24, [family, prefix, 0, 0, table, 0, 0, 1, 0, 0, 0, 0], attributes);

    internal static byte[] Number(uint value) => BitConverter.GetBytes(value);

    internal static byte[] Nested(ushort type, byte[] value) => Attribute(type, value);

    static byte[] Message(ushort type, byte[] head, (ushort Type, byte[] Value)[] attributes)
    {
        byte[] body = [.. head, .. attributes.SelectMany(each => Attribute(each.Type, each.Value))];
        return [.. BitConverter.GetBytes(16 + body.Length), .. BitConverter.GetBytes(type), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, .. body];
    }

    static byte[] Attribute(ushort type, byte[] value) =>
        [.. BitConverter.GetBytes((ushort)(4 + value.Length)), .. BitConverter.GetBytes(type), .. value, .. new byte[(4 - value.Length % 4) % 4]];
}
