using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Sdk.Protocols.Dns;

/// <summary>Reads messages (RFC 1035 §4). What is broken or cut ends the reading; what was read up to there stands.</summary>
/// <remarks>Buffers are rented for the call: a resolver has an analyzer for each of its many flows, so those must be small.</remarks>
ref struct DnsMessageParser : IDisposable
{
    /// <summary>Records kept of one message: a zone transfer fills 64 KiB with far more than anybody reads.</summary>
    internal const int MaxRecords = 512;

    /// <summary>Characters kept of one message. Pointers let a message of 64 KiB stand for a thousand times its size.</summary>
    internal const int MaxText = 64 * 1024;

    const int MaxQuestions = 64;
    // Four thousand bytes and the ellipsis.
    const int MaxDataText = 4098;
    const ushort Opt = 41;

    readonly ReadOnlySpan<byte> _bytes;
    readonly Span<byte> _name;
    readonly Span<byte> _pointed;
    readonly Span<byte> _data;
    readonly int _classMask;
    DnsSectionsBuilder _sections = new();
    int _position = DnsHeader.Length;
    int _recordsLeft = MaxRecords;
    int _textLeft;
    int _pointer = -1;
    int _pointedLength;

    DnsMessageParser(ReadOnlySpan<byte> bytes, Span<byte> scratch, bool isMulticast, int maxText)
    {
        _bytes = bytes;
        _name = scratch[..DnsName.MaxTextLength];
        _pointed = scratch.Slice(DnsName.MaxTextLength, DnsName.MaxTextLength);
        _data = scratch.Slice(2 * DnsName.MaxTextLength, MaxDataText);
        _classMask = isMulticast ? 0x7FFF : 0xFFFF;
        _textLeft = maxText;
    }

    /// <summary>Reads a message.</summary>
    /// <param name="bytes">The message.</param>
    /// <param name="header">Its header.</param>
    /// <param name="isMulticast">Whether the top bit of a class is a flag (RFC 6762 §10.2, §5.4).</param>
    /// <param name="maxText">How many characters of names and data may be kept.</param>
    internal static DnsMessage Parse(ReadOnlySpan<byte> bytes, in DnsHeader header, bool isMulticast, int maxText = MaxText) =>
        Parse(bytes, header, isMulticast, default, false, maxText);

    /// <summary>Reads a response whose query is known: it is the query that says what was asked.</summary>
    internal static DnsMessage ParseResponse(ReadOnlySpan<byte> bytes, in DnsHeader header, bool isMulticast, in DnsSections query) =>
        Parse(bytes, header, isMulticast, query, true, MaxText);

    static DnsMessage Parse(ReadOnlySpan<byte> bytes, in DnsHeader header, bool isMulticast, in DnsSections query, bool hasQuery, int maxText)
    {
        byte[] scratch = ArrayPool<byte>.Shared.Rent(2 * DnsName.MaxTextLength + MaxDataText);
        var parser = new DnsMessageParser(bytes, scratch, isMulticast, maxText);
        try
        {
            if (hasQuery) parser._sections.AddQuestions(query);
            return parser.Parse(header, keepsQuestions: !hasQuery);
        }
        finally
        {
            parser.Dispose();
            ArrayPool<byte>.Shared.Return(scratch);
        }
    }

    /// <summary>Whether the first question of a message is the first of another; letters count alike in both cases (RFC 1035 §2.3.3).</summary>
    internal static bool IsFirstQuestion(ReadOnlySpan<byte> bytes, in DnsEntry question)
    {
        Span<byte> name = stackalloc byte[DnsName.MaxTextLength];
        int position = DnsHeader.Length;
        if (!DnsName.TryRead(bytes, ref position, name, out int length) || position + 4 > bytes.Length) return false;
        return BinaryPrimitives.ReadUInt16BigEndian(bytes[position..]) == question.Type
            && (question.Name.SequenceEqual(name[..length]) || Ascii.EqualsIgnoreCase(question.Name, name[..length]));
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose() => _sections.Dispose();

    DnsMessage Parse(in DnsHeader header, bool keepsQuestions)
    {
        var message = new DnsMessage { Header = header };
        _ = TryQuestions(header.Questions, keepsQuestions)
            && TrySection(DnsSection.Answer, header.Answers, ref message)
            && TrySection(DnsSection.Authority, header.Authorities, ref message)
            && TrySection(DnsSection.Additional, header.Additionals, ref message);
        message.Sections = _sections.Build();
        return message;
    }

    bool TryQuestions(int count, bool isKept)
    {
        for (int i = 0; i < count; i++)
        {
            if (!TryName(out ReadOnlySpan<byte> name)) return false;
            // A cut question still has a name worth showing.
            bool isWhole = _position + 4 <= _bytes.Length;
            ushort type = isWhole ? Number(_position) : (ushort)0, kind = isWhole ? Number(_position + 2) : (ushort)0;
            _position += 4;
            if (i == 0) Remember(DnsHeader.Length, name);
            if (isKept && i < MaxQuestions)
            {
                _sections.Add(new DnsEntry { Section = DnsSection.Question, Name = name, Type = type, Class = (ushort)(kind & _classMask) });
            }

            if (!isWhole) return false;
        }

        return true;
    }

    bool TrySection(DnsSection section, int count, ref DnsMessage message)
    {
        // A record takes eleven bytes at least, whatever the header says.
        int room = Math.Min(Math.Min(count, _recordsLeft), Math.Max(0, _bytes.Length - _position) / 11);
        int taken = 0;
        bool isWhole = true;
        for (; taken < room && isWhole && _textLeft > 0; taken++) isWhole = TryRecord(section, ref message);
        _recordsLeft -= taken;
        return isWhole && taken == count;
    }

    bool TryRecord(DnsSection section, ref DnsMessage message)
    {
        if (!TryName(out ReadOnlySpan<byte> name) || _position + 10 > _bytes.Length) return false;
        ushort type = Number(_position), kind = Number(_position + 2);
        uint timeToLive = BinaryPrimitives.ReadUInt32BigEndian(_bytes[(_position + 4)..]);
        int length = Number(_position + 8);
        _position += 10;
        bool isWhole = _position + length <= _bytes.Length;
        if (type == Opt)
        {
            TakeEdns(kind, timeToLive, ref message);
        }
        else if (isWhole)
        {
            var data = new TextBuffer(_data);
            RecordData.Write(_bytes, type, _position, length, ref data);
            Add(section, name, type, kind, timeToLive, data.Text());
        }

        _position += length;
        return isWhole;
    }

    void Add(DnsSection section, ReadOnlySpan<byte> name, ushort type, ushort kind, uint timeToLive, ReadOnlySpan<byte> data)
    {
        _textLeft -= data.Length;
        _sections.Add(new DnsEntry
        {
            Section = section,
            Name = name,
            Type = type,
            Class = (ushort)(kind & _classMask),
            TimeToLive = timeToLive,
            Data = data,
        });
    }

    // RFC 6891 §6.1.2 and §6.1.3: class and time to live of OPT have other meanings.
    static void TakeEdns(ushort size, uint flags, ref DnsMessage message)
    {
        message.EdnsPayloadSize = size;
        message.ExtendedCode = (int)(flags >> 24);
        message.EdnsVersion = (int)(flags >> 16 & 0xFF);
        message.DnssecOk = (flags & 0x8000) != 0;
    }

    /// <summary>The next name, good until the next one. False when it has no end; one whose pointers lead nowhere is given as far as it goes.</summary>
    bool TryName(out ReadOnlySpan<byte> name)
    {
        int start = _position;
        // Most owner names are one pointer, and most point to the same place as the one before.
        int pointer = start + 2 <= _bytes.Length && _bytes[start] >= 0xC0 ? (_bytes[start] & 0x3F) << 8 | _bytes[start + 1] : -1;
        if (pointer >= 0 && pointer == _pointer)
        {
            _position += 2;
            name = _pointed[.._pointedLength];
            return true;
        }

        name = default;
        if (!DnsName.TryRead(_bytes, ref _position, _name, out int length) && _position == start) return false;
        name = _name[..length];
        _textLeft -= length;
        if (pointer >= 0) Remember(pointer, name);
        return true;
    }

    void Remember(int pointer, scoped ReadOnlySpan<byte> name)
    {
        name.CopyTo(_pointed);
        (_pointer, _pointedLength) = (pointer, name.Length);
    }

    readonly ushort Number(int at) => BinaryPrimitives.ReadUInt16BigEndian(_bytes[at..]);
}
