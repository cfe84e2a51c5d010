using System.Buffers.Binary;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Plugins.Dns;

/// <summary>Reads messages (RFC 1035 §4). What is broken or cut ends the reading; what was read up to there stands.</summary>
sealed class DnsMessageParser
{
    /// <summary>Records kept of one message: a zone transfer fills 64 KiB with far more than anybody reads.</summary>
    internal const int MaxRecords = 512;

    const int MaxQuestions = 64;
    const int MaxDataText = 4096;
    const ushort Opt = 41;

    readonly char[] _name = new char[DnsName.MaxTextLength];
    readonly char[] _data = new char[MaxDataText];
    readonly List<DnsQuestion> _questions = [];
    readonly List<DnsRecord> _records = [];
    string? _pointedName;
    int _pointer = -1;

    /// <summary>Reads a message.</summary>
    /// <param name="bytes">The message.</param>
    /// <param name="header">Its header.</param>
    /// <param name="isMulticast">Whether the top bit of a class is a flag (RFC 6762 §10.2, §5.4).</param>
    /// <param name="known">The questions of the query that this message answers, which need not be made again; or null.</param>
    internal DnsMessage Parse(ReadOnlySpan<byte> bytes, in DnsHeader header, bool isMulticast, DnsQuestion[]? known)
    {
        var message = new DnsMessage { Header = header };
        int classMask = isMulticast ? 0x7FFF : 0xFFFF;
        _pointer = -1;
        int position = DnsHeader.Length;
        int budget = MaxRecords;
        if (TryQuestions(bytes, ref position, classMask, known, ref message)
            && TrySection(bytes, header.Answers, ref position, classMask, ref budget, ref message, out message.Answers)
            && TrySection(bytes, header.Authorities, ref position, classMask, ref budget, ref message, out message.Authorities))
        {
            TrySection(bytes, header.Additionals, ref position, classMask, ref budget, ref message, out message.Additionals);
        }

        return message;
    }

    /// <summary>Whether the first question of a response is the given one; letters count alike in both cases (RFC 1035 §2.3.3).</summary>
    internal bool IsFirstQuestion(ReadOnlySpan<byte> bytes, DnsQuestion question)
    {
        int position = DnsHeader.Length;
        if (!DnsName.TryRead(bytes, ref position, _name, out int length) || position + 4 > bytes.Length) return false;
        return BinaryPrimitives.ReadUInt16BigEndian(bytes[position..]) == question.Type
            && _name.AsSpan(0, length).Equals(question.Name, StringComparison.OrdinalIgnoreCase);
    }

    bool TryQuestions(ReadOnlySpan<byte> bytes, ref int position, int classMask, DnsQuestion[]? known, ref DnsMessage message)
    {
        _questions.Clear();
        bool isWhole = true;
        for (int i = 0; i < message.Header.Questions && isWhole; i++)
        {
            string? name = known is not null && i < known.Length ? SkipOrRead(bytes, ref position, known[i].Name) : Name(bytes, ref position);
            isWhole = name is not null && position + 4 <= bytes.Length;
            if (name is null) break;
            // A cut question still has a name worth showing.
            ushort type = isWhole ? BinaryPrimitives.ReadUInt16BigEndian(bytes[position..]) : (ushort)0;
            ushort kind = isWhole ? (ushort)(BinaryPrimitives.ReadUInt16BigEndian(bytes[(position + 2)..]) & classMask) : (ushort)0;
            position += 4;
            if (i == 0) (_pointer, _pointedName) = (DnsHeader.Length, name);
            if (known is null && _questions.Count < MaxQuestions) _questions.Add(new DnsQuestion(name, type, kind));
        }

        message.Questions = known ?? (_questions.Count == 0 ? [] : [.. _questions]);
        return isWhole;
    }

    bool TrySection(
        ReadOnlySpan<byte> bytes, int count, ref int position, int classMask, ref int budget, ref DnsMessage message, out DnsRecord[] records)
    {
        _records.Clear();
        bool isWhole = true;
        for (int i = 0; i < count && isWhole && budget > 0; i++, budget--) isWhole = TryRecord(bytes, ref position, classMask, ref message);
        records = _records.Count == 0 ? [] : [.. _records];
        return isWhole && budget > 0;
    }

    bool TryRecord(ReadOnlySpan<byte> bytes, ref int position, int classMask, ref DnsMessage message)
    {
        if (Name(bytes, ref position) is not { } name || position + 10 > bytes.Length) return false;
        ushort type = BinaryPrimitives.ReadUInt16BigEndian(bytes[position..]);
        ushort kind = BinaryPrimitives.ReadUInt16BigEndian(bytes[(position + 2)..]);
        uint timeToLive = BinaryPrimitives.ReadUInt32BigEndian(bytes[(position + 4)..]);
        int length = BinaryPrimitives.ReadUInt16BigEndian(bytes[(position + 8)..]);
        position += 10;
        bool isWhole = position + length <= bytes.Length;
        if (type == Opt) TakeEdns(kind, timeToLive, ref message);
        else if (isWhole) _records.Add(new DnsRecord(name, type, (ushort)(kind & classMask), timeToLive, Data(bytes, type, position, length)));
        position += length;
        return isWhole;
    }

    // RFC 6891 §6.1.2 and §6.1.3: class and time to live of OPT have other meanings.
    static void TakeEdns(ushort size, uint flags, ref DnsMessage message)
    {
        message.EdnsPayloadSize = size;
        message.ExtendedCode = (int)(flags >> 24);
        message.EdnsVersion = (int)(flags >> 16 & 0xFF);
        message.DnssecOk = (flags & 0x8000) != 0;
    }

    string Data(ReadOnlySpan<byte> bytes, ushort type, int start, int length)
    {
        var text = new TextBuffer(_data);
        RecordData.Write(bytes, type, start, length, ref text);
        return text.ToString();
    }

    /// <summary>The name at a position. Null when it has no end; one whose pointers lead nowhere is given as far as it goes.</summary>
    string? Name(ReadOnlySpan<byte> bytes, ref int position)
    {
        int start = position;
        // Most owner names are one pointer, and most point to the same place as the one before.
        int pointer = position + 2 <= bytes.Length && bytes[position] >= 0xC0 ? (bytes[position] & 0x3F) << 8 | bytes[position + 1] : -1;
        if (pointer >= 0 && pointer == _pointer)
        {
            position += 2;
            return _pointedName;
        }

        if (!DnsName.TryRead(bytes, ref position, _name, out int length) && position == start) return null;
        string name = length == 0 ? "" : new string(_name, 0, length);
        if (pointer >= 0) (_pointer, _pointedName) = (pointer, name);
        return name;
    }

    string? SkipOrRead(ReadOnlySpan<byte> bytes, ref int position, string known)
    {
        int at = position;
        if (!DnsName.TryRead(bytes, ref at, _name, out int length)) return Name(bytes, ref position);
        position = at;
        return _name.AsSpan(0, length).SequenceEqual(known) ? known : new string(_name, 0, length);
    }
}
