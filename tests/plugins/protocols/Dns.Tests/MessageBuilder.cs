using System.Buffers.Binary;
using System.Text;

namespace NetWatch.Plugins.Dns.Tests;

/// <summary>Builds DNS messages byte by byte.</summary>
sealed class MessageBuilder
{
    readonly List<byte> _bytes = [.. new byte[12]];

    internal MessageBuilder(ushort id, ushort flags)
    {
        Set(0, id);
        Set(2, flags);
    }

    internal static MessageBuilder Query(ushort id = 0x1234, ushort flags = 0x0100) => new(id, flags);

    internal static MessageBuilder Response(ushort id = 0x1234, ushort flags = 0x8180) => new(id, flags);

    /// <summary>Where the next byte goes, for pointers.</summary>
    internal int Position => _bytes.Count;

    internal MessageBuilder Question(string name, ushort type = 1, ushort kind = 1)
    {
        Count(4);
        return Raw(Name(name)).Raw(Number(type)).Raw(Number(kind));
    }

    internal MessageBuilder Answer(byte[] name, ushort type, byte[] data, uint ttl = 300, ushort kind = 1) => Record(6, name, type, data, ttl, kind);

    internal MessageBuilder Authority(byte[] name, ushort type, byte[] data) => Record(8, name, type, data, 300, 1);

    internal MessageBuilder Additional(byte[] name, ushort type, byte[] data, uint ttl = 300, ushort kind = 1) => Record(10, name, type, data, ttl, kind);

    /// <summary>An OPT record (RFC 6891 §6.1.2).</summary>
    internal MessageBuilder Edns(ushort size = 1232, byte extendedCode = 0, byte version = 0, bool dnssec = false) =>
        Additional([0], 41, [], (uint)(extendedCode << 24 | version << 16 | (dnssec ? 0x8000 : 0)), size);

    internal MessageBuilder Counts(ushort questions, ushort answers, ushort authorities, ushort additionals)
    {
        Set(4, questions);
        Set(6, answers);
        Set(8, authorities);
        Set(10, additionals);
        return this;
    }

    internal MessageBuilder Raw(params byte[] bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    internal byte[] Bytes() => [.. _bytes];

    /// <summary>With the two bytes of length before it (RFC 1035 §4.2.2).</summary>
    internal byte[] Framed() => [.. Number((ushort)_bytes.Count), .. _bytes];

    internal static byte[] Name(string name)
    {
        var bytes = new List<byte>();
        foreach (string label in name.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            bytes.Add((byte)label.Length);
            bytes.AddRange(Encoding.Latin1.GetBytes(label));
        }

        bytes.Add(0);
        return [.. bytes];
    }

    internal static byte[] Pointer(int offset) => [(byte)(0xC0 | offset >> 8), (byte)offset];

    internal static byte[] Number(ushort value)
    {
        byte[] bytes = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, value);
        return bytes;
    }

    MessageBuilder Record(int section, byte[] name, ushort type, byte[] data, uint ttl, ushort kind)
    {
        Count(section);
        byte[] time = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(time, ttl);
        return Raw(name).Raw(Number(type)).Raw(Number(kind)).Raw(time).Raw(Number((ushort)data.Length)).Raw(data);
    }

    void Count(int at) => Set(at, (ushort)((_bytes[at] << 8 | _bytes[at + 1]) + 1));

    void Set(int at, ushort value) => (_bytes[at], _bytes[at + 1]) = ((byte)(value >> 8), (byte)value);
}
