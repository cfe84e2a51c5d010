using System.Buffers.Binary;
using System.Globalization;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Dns;

namespace NetWatch.Plugins.NetBios;

/// <summary>A message of the name service as read (RFC 1002 §4.2): the name it is about and what its record says.</summary>
readonly ref struct NameMessage
{
    /// <summary>Addresses and names kept of one record.</summary>
    const int MaxEntries = 64;

    const int GroupFlag = 0x8000;
    const int NodeNameLength = 18;

    readonly ReadOnlySpan<byte> _bytes;
    readonly int _data;
    readonly int _dataLength;

    NameMessage(ReadOnlySpan<byte> bytes, DnsHeader header, NetBiosName name, ushort type, int data, int dataLength, uint? timeToLive)
    {
        _bytes = bytes;
        Header = header;
        Name = name;
        Type = type;
        _data = data;
        _dataLength = dataLength;
        TimeToLive = timeToLive;
    }

    internal DnsHeader Header { get; }

    internal NetBiosName Name { get; }

    internal ushort Type { get; }

    /// <summary>Seconds, of the record; null without one.</summary>
    internal uint? TimeToLive { get; }

    internal bool IsStatus => Type == NameHeader.StatusType;

    internal bool IsBroadcast => (Header.Flags & NameHeader.BroadcastFlag) != 0;

    internal ReadOnlySpan<byte> Data => _bytes.Slice(_data, _dataLength);

    /// <summary>Where <see cref="Data"/> begins in the message.</summary>
    internal int DataAt => _data;

    /// <summary>Reads a message; a record that is cut is left out.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> bytes, out NameMessage message)
    {
        message = default;
        int at = DnsHeader.Length;
        if (!DnsHeader.TryRead(bytes, out DnsHeader header) || !NetBiosName.TryRead(bytes, ref at, out NetBiosName name) || at + 4 > bytes.Length) return false;
        ushort type = BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]);
        // A question is followed by the record in requests that carry one, whose name is a pointer to it; a response begins with its record.
        bool hasRecord = header.Questions == 0 || header.Records > 0;
        if (header.Questions > 0)
        {
            at += 4;
            hasRecord = hasRecord && DnsName.TrySkip(bytes, ref at);
        }

        if (!hasRecord || !TryRecord(bytes, at, out int data, out int length, out uint ttl))
        {
            message = new NameMessage(bytes, header, name, type, bytes.Length, 0, null);
            return true;
        }

        message = new NameMessage(bytes, header, name, type, data, length, ttl);
        return true;
    }

    static bool TryRecord(ReadOnlySpan<byte> bytes, int at, out int data, out int length, out uint ttl)
    {
        (data, length, ttl) = (0, 0, 0);
        if (at + 10 > bytes.Length) return false;
        ttl = BinaryPrimitives.ReadUInt32BigEndian(bytes[(at + 4)..]);
        length = BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 8)..]);
        data = at + 10;
        return data + length <= bytes.Length;
    }

    /// <summary>Addresses of an NB record: flags and address, six bytes each (RFC 1002 §4.2.1.3).</summary>
    internal string[] Addresses(out bool isGroup)
    {
        ReadOnlySpan<byte> data = Data;
        isGroup = false;
        if (IsStatus || Header.OpCode == 7) return [];
        string[] addresses = new string[Math.Min(MaxEntries, data.Length / 6)];
        for (int i = 0; i < addresses.Length; i++)
        {
            isGroup |= (BinaryPrimitives.ReadUInt16BigEndian(data[(i * 6)..]) & GroupFlag) != 0;
            addresses[i] = NetAddress.FromBytes(data.Slice((i * 6) + 2, 4)).ToString();
        }

        return addresses;
    }

    /// <summary>Names of a node status record, with suffixes (RFC 1002 §4.2.18); and the MAC address behind them.</summary>
    internal string[] NodeNames(out string? unitId)
    {
        unitId = null;
        ReadOnlySpan<byte> data = Data;
        if (!IsStatus || data.IsEmpty) return [];
        int count = data[0];
        string[] names = new string[Math.Min(Math.Min(MaxEntries, count), (data.Length - 1) / NodeNameLength)];
        for (int i = 0; i < names.Length; i++)
        {
            ReadOnlySpan<byte> name = data.Slice(1 + (i * NodeNameLength), 16);
            names[i] = NameText.WithSuffix(NameText.Of(name[..15]), name[15]);
        }

        int unit = 1 + (count * NodeNameLength);
        if (unit + 6 <= data.Length) unitId = MacText(data.Slice(unit, 6));
        return names;
    }

    static string MacText(ReadOnlySpan<byte> mac) => string.Create(
        CultureInfo.InvariantCulture, $"{mac[0]:x2}:{mac[1]:x2}:{mac[2]:x2}:{mac[3]:x2}:{mac[4]:x2}:{mac[5]:x2}");
}
