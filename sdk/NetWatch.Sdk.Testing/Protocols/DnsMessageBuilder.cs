using System.Buffers.Binary;
using System.Text;

namespace NetWatch.Sdk.Testing.Protocols;

/// <summary>Builds messages of DNS, and of protocols that have the same format, byte by byte. Nothing is checked, so that broken ones can be built too.</summary>
public sealed class DnsMessageBuilder
{
    readonly List<byte> _bytes = [.. new byte[12]];

    /// <summary>Begins a message without entries.</summary>
    public DnsMessageBuilder(ushort id, ushort flags)
    {
        Set(0, id);
        Set(2, flags);
    }

    /// <summary>Begins a query.</summary>
    public static DnsMessageBuilder Query(ushort id = 0x1234, ushort flags = 0x0100) => new(id, flags);

    /// <summary>Begins a response.</summary>
    public static DnsMessageBuilder Response(ushort id = 0x1234, ushort flags = 0x8180) => new(id, flags);

    /// <summary>Where the next byte goes, for pointers.</summary>
    public int Position => _bytes.Count;

    /// <summary>Adds a question and counts it.</summary>
    public DnsMessageBuilder Question(string name, ushort type = 1, ushort kind = 1)
    {
        Count(4);
        return Raw(Name(name)).Raw(Number(type)).Raw(Number(kind));
    }

    /// <summary>Adds a record to the answers and counts it.</summary>
    public DnsMessageBuilder Answer(byte[] name, ushort type, byte[] data, uint ttl = 300, ushort kind = 1) => Record(6, name, type, data, ttl, kind);

    /// <summary>Adds a record to the authorities and counts it.</summary>
    public DnsMessageBuilder Authority(byte[] name, ushort type, byte[] data) => Record(8, name, type, data, 300, 1);

    /// <summary>Adds a record to the additionals and counts it.</summary>
    public DnsMessageBuilder Additional(byte[] name, ushort type, byte[] data, uint ttl = 300, ushort kind = 1) => Record(10, name, type, data, ttl, kind);

    /// <summary>An OPT record (RFC 6891 §6.1.2).</summary>
    public DnsMessageBuilder Edns(ushort size = 1232, byte extendedCode = 0, byte version = 0, bool dnssec = false) =>
        Additional([0], 41, [], (uint)(extendedCode << 24 | version << 16 | (dnssec ? 0x8000 : 0)), size);

    /// <summary>Sets what the header counts, whatever is there.</summary>
    public DnsMessageBuilder Counts(ushort questions, ushort answers, ushort authorities, ushort additionals)
    {
        Set(4, questions);
        Set(6, answers);
        Set(8, authorities);
        Set(10, additionals);
        return this;
    }

    /// <summary>Adds bytes as they are.</summary>
    public DnsMessageBuilder Raw(params byte[] bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    /// <summary>The message.</summary>
    public byte[] Bytes() => [.. _bytes];

    /// <summary>With the two bytes of length before it (RFC 1035 §4.2.2).</summary>
    public byte[] Framed() => [.. Number((ushort)_bytes.Count), .. _bytes];

    /// <summary>A name as labels; characters are bytes of Latin-1.</summary>
    public static byte[] Name(string name)
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

    /// <summary>A pointer to a place in the message.</summary>
    public static byte[] Pointer(int offset) => [(byte)(0xC0 | offset >> 8), (byte)offset];

    /// <summary>Two bytes, most significant first.</summary>
    public static byte[] Number(ushort value)
    {
        byte[] bytes = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, value);
        return bytes;
    }

    DnsMessageBuilder Record(int section, byte[] name, ushort type, byte[] data, uint ttl, ushort kind)
    {
        Count(section);
        byte[] time = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(time, ttl);
        return Raw(name).Raw(Number(type)).Raw(Number(kind)).Raw(time).Raw(Number((ushort)data.Length)).Raw(data);
    }

    void Count(int at) => Set(at, (ushort)((_bytes[at] << 8 | _bytes[at + 1]) + 1));

    void Set(int at, ushort value) => (_bytes[at], _bytes[at + 1]) = ((byte)(value >> 8), (byte)value);
}
