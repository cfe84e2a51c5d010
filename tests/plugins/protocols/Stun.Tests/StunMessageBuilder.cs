using System.Buffers.Binary;
using System.Text;

namespace NetWatch.Plugins.Stun.Tests;

/// <summary>Builds messages attribute by attribute.</summary>
sealed class StunMessageBuilder
{
    readonly List<byte> _attributes = [];
    readonly byte[] _head = new byte[20];

    internal StunMessageBuilder(ushort type, byte transaction = 1, bool isClassic = false)
    {
        BinaryPrimitives.WriteUInt16BigEndian(_head, type);
        if (!isClassic) BinaryPrimitives.WriteUInt32BigEndian(_head.AsSpan(4), 0x2112A442);
        else _head[4] = 0x99;
        for (int i = 8; i < 20; i++) _head[i] = (byte)(transaction * 16 + i);
    }

    internal StunMessageBuilder Add(ushort type, params byte[] value)
    {
        _attributes.AddRange([(byte)(type >> 8), (byte)type, (byte)(value.Length >> 8), (byte)value.Length, .. value, .. new byte[(4 - value.Length % 4) % 4]]);
        return this;
    }

    internal StunMessageBuilder Text(ushort type, string text) => Add(type, Encoding.UTF8.GetBytes(text));

    internal StunMessageBuilder Address(ushort type, byte last, ushort port) => Add(type, 0, 1, (byte)(port >> 8), (byte)port, 192, 0, 2, last);

    /// <summary>An address under the cookie (RFC 8489 §14.2).</summary>
    internal StunMessageBuilder XorAddress(ushort type, byte last, ushort port) =>
        Add(type, 0, 1, (byte)(port >> 8 ^ 0x21), (byte)(port ^ 0x12), 192 ^ 0x21, 0 ^ 0x12, 2 ^ 0xA4, (byte)(last ^ 0x42));

    internal byte[] Bytes()
    {
        BinaryPrimitives.WriteUInt16BigEndian(_head.AsSpan(2), (ushort)_attributes.Count);
        return [.. _head, .. _attributes];
    }
}
