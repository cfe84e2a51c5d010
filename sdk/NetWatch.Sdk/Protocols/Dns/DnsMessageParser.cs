using System.Buffers;
using System.Buffers.Binary;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Sdk.Protocols.Dns;

/// <summary>Reads messages (RFC 1035 §4). What is broken or cut ends the reading; what was read up to there stands.</summary>
/// <remarks>Buffers are rented for the call: a resolver has an analyzer for each of its many flows, so those must be small.</remarks>
ref struct DnsMessageParser
{
    /// <summary>Records kept of one message: a zone transfer fills 64 KiB with far more than anybody reads.</summary>
    internal const int MaxRecords = 512;

    /// <summary>Characters kept of one message. Pointers let a message of 64 KiB stand for a thousand times its size.</summary>
    internal const int MaxText = 64 * 1024;

    const int MaxQuestions = 64;
    const int MaxDataText = 4096;
    const ushort Opt = 41;

    readonly ReadOnlySpan<byte> _bytes;
    readonly Span<char> _name;
    readonly Span<char> _data;
    readonly int _classMask;
    int _position = DnsHeader.Length;
    int _recordsLeft = MaxRecords;
    int _textLeft;
    string _pointedName = "";
    int _pointer = -1;

    DnsMessageParser(ReadOnlySpan<byte> bytes, Span<char> scratch, bool isMulticast, int maxText)
    {
        _bytes = bytes;
        _name = scratch[..DnsName.MaxTextLength];
        _data = scratch.Slice(DnsName.MaxTextLength, MaxDataText);
        _classMask = isMulticast ? 0x7FFF : 0xFFFF;
        _textLeft = maxText;
    }

    /// <summary>Reads a message.</summary>
    /// <param name="bytes">The message.</param>
    /// <param name="header">Its header.</param>
    /// <param name="isMulticast">Whether the top bit of a class is a flag (RFC 6762 §10.2, §5.4).</param>
    /// <param name="known">The questions of the query that this message answers, which need not be made again; or null.</param>
    /// <param name="maxText">How many characters of names and data may be kept.</param>
    internal static DnsMessage Parse(
        ReadOnlySpan<byte> bytes, in DnsHeader header, bool isMulticast, DnsQuestion[]? known = null, int maxText = MaxText)
    {
        char[] scratch = ArrayPool<char>.Shared.Rent(DnsName.MaxTextLength + MaxDataText);
        try
        {
            return new DnsMessageParser(bytes, scratch, isMulticast, maxText).Parse(header, known);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(scratch);
        }
    }

    /// <summary>Whether the first question of a message is the given one; letters count alike in both cases (RFC 1035 §2.3.3).</summary>
    internal static bool IsFirstQuestion(ReadOnlySpan<byte> bytes, DnsQuestion question)
    {
        Span<char> name = stackalloc char[DnsName.MaxTextLength];
        int position = DnsHeader.Length;
        if (!DnsName.TryRead(bytes, ref position, name, out int length) || position + 4 > bytes.Length) return false;
        return BinaryPrimitives.ReadUInt16BigEndian(bytes[position..]) == question.Type
            && name[..length].Equals(question.Name, StringComparison.OrdinalIgnoreCase);
    }

    DnsMessage Parse(in DnsHeader header, DnsQuestion[]? known)
    {
        var message = new DnsMessage { Header = header };
        if (TryQuestions(known, ref message)
            && TrySection(header.Answers, ref message, out message.Answers)
            && TrySection(header.Authorities, ref message, out message.Authorities))
        {
            TrySection(header.Additionals, ref message, out message.Additionals);
        }

        return message;
    }

    bool TryQuestions(DnsQuestion[]? known, ref DnsMessage message)
    {
        int count = message.Header.Questions, read = 0;
        // A question takes five bytes at least, whatever the header says.
        int room = Math.Min(Math.Min(count, MaxQuestions), (_bytes.Length - _position + 4) / 5);
        DnsQuestion[] questions = known ?? (room == 0 ? [] : new DnsQuestion[room]);
        bool isWhole = true;
        for (int i = 0; i < count && isWhole; i++)
        {
            string? name = known is not null && i < known.Length ? NameLike(known[i].Name) : Name();
            if (name is null)
            {
                isWhole = false;
                break;
            }

            // A cut question still has a name worth showing.
            isWhole = _position + 4 <= _bytes.Length;
            ushort type = isWhole ? Number(_position) : (ushort)0, kind = isWhole ? Number(_position + 2) : (ushort)0;
            _position += 4;
            if (i == 0) (_pointer, _pointedName) = (DnsHeader.Length, name);
            if (known is null && read < questions.Length) questions[read++] = new DnsQuestion(name, type, (ushort)(kind & _classMask));
        }

        if (known is null && read < questions.Length) Array.Resize(ref questions, read);
        message.Questions = questions;
        return isWhole;
    }

    bool TrySection(int count, ref DnsMessage message, out DnsRecord[] records)
    {
        records = [];
        if (count == 0) return true;
        // A record takes eleven bytes at least, whatever the header says.
        int room = Math.Min(Math.Min(count, _recordsLeft), Math.Max(0, _bytes.Length - _position) / 11);
        var kept = new DnsRecord[room];
        int read = 0, taken = 0;
        bool isWhole = true;
        for (; taken < room && isWhole && _textLeft > 0; taken++) isWhole = TryRecord(kept, ref read, ref message);
        _recordsLeft -= taken;
        if (read < kept.Length) Array.Resize(ref kept, read);
        records = kept;
        return isWhole && taken == count;
    }

    bool TryRecord(DnsRecord[] kept, ref int read, ref DnsMessage message)
    {
        if (Name() is not { } name || _position + 10 > _bytes.Length) return false;
        ushort type = Number(_position), kind = Number(_position + 2);
        uint timeToLive = BinaryPrimitives.ReadUInt32BigEndian(_bytes[(_position + 4)..]);
        int length = Number(_position + 8);
        _position += 10;
        bool isWhole = _position + length <= _bytes.Length;
        if (type == Opt) TakeEdns(kind, timeToLive, ref message);
        else if (isWhole) kept[read++] = new DnsRecord(name, type, (ushort)(kind & _classMask), timeToLive, Data(type, length));
        _position += length;
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

    string Data(ushort type, int length)
    {
        var text = new TextBuffer(_data);
        RecordData.Write(_bytes, type, _position, length, ref text);
        string data = text.ToString();
        _textLeft -= data.Length;
        return data;
    }

    /// <summary>The next name. Null when it has no end; one whose pointers lead nowhere is given as far as it goes.</summary>
    string? Name()
    {
        int start = _position;
        // Most owner names are one pointer, and most point to the same place as the one before.
        int pointer = start + 2 <= _bytes.Length && _bytes[start] >= 0xC0 ? (_bytes[start] & 0x3F) << 8 | _bytes[start + 1] : -1;
        if (pointer >= 0 && pointer == _pointer)
        {
            _position += 2;
            return _pointedName;
        }

        if (!DnsName.TryRead(_bytes, ref _position, _name, out int length) && _position == start) return null;
        string name = Text(length);
        if (pointer >= 0) (_pointer, _pointedName) = (pointer, name);
        return name;
    }

    string? NameLike(string known)
    {
        int at = _position;
        if (!DnsName.TryRead(_bytes, ref at, _name, out int length)) return Name();
        _position = at;
        return _name[..length].SequenceEqual(known) ? known : Text(length);
    }

    string Text(int length)
    {
        _textLeft -= length;
        return length == 0 ? "" : new string(_name[..length]);
    }

    readonly ushort Number(int at) => BinaryPrimitives.ReadUInt16BigEndian(_bytes[at..]);
}
