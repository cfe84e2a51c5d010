using System.Buffers;
using System.Buffers.Text;
using System.Runtime.CompilerServices;
using NetWatch.Sdk.Protocols.Dns;

namespace NetWatch.Sdk.Protocols.Facts;

/// <summary>
/// The fields of <see cref="DnsFields"/> as JSON, straight from the message: resolvers make a line for each of millions of exchanges.
/// </summary>
/// <remarks>Memory is asked for with more than the next piece can take, and each piece is written to what is left of it.</remarks>
ref struct DnsJson
{
    // What stands before, between and behind the entries, with every number at its longest.
    const int MaxAround = 256;

    // Every byte of a name as \DDD, its backslash escaped; and the data of a record, which may be all backslashes.
    const int MaxName = DnsName.MaxWireLength * 5;
    const int MaxEntry = MaxName + 2 * DnsSectionsReader.MaxDataLength + 128;

    readonly DnsExchange _dns;
    readonly IBufferWriter<byte> _output;
    Span<byte> _space;
    int _length;

    // Where in the space the latest name is that may come again; -1 for nowhere.
    int _nameAt = -1;
    int _nameLength;

    DnsJson(DnsExchange dns, IBufferWriter<byte> output)
    {
        _dns = dns;
        _output = output;
    }

    internal static void Write(DnsExchange dns, IBufferWriter<byte> output)
    {
        var json = new DnsJson(dns, output);
        json.Write();
        json.HandOver();
    }

    void HandOver()
    {
        if (_length > 0) _output.Advance(_length);
        _length = 0;
    }

    void Reserve(int count)
    {
        if (_space.Length - _length < count) Ask(count);
    }

    void Ask(int count)
    {
        HandOver();
        _space = _output.GetSpan(count);
        _nameAt = -1;
    }

    void Write()
    {
        Reserve(MaxAround + MaxEntry);
        _length += WriteHead(_space);
        WriteSections();
        Reserve(MaxAround);
        if (_dns.EdnsVersion >= 0) _length += WriteEdns(_space[_length..]);
        if (_dns.Latency is { } latency) _length += WriteLatency(latency, _space[_length..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    readonly int WriteHead(Span<byte> json)
    {
        int at = 0;
        JsonBytes.Put("\"id\":"u8, json, ref at);
        at += JsonBytes.Write(_dns.Id, json[at..]);
        if (_dns.HasResponse) JsonBytes.Put(",\"type\":\"response\""u8, json, ref at);
        else JsonBytes.Put(",\"type\":\"request\""u8, json, ref at);
        if (_dns.OpCode != 0)
        {
            JsonBytes.Put(",\"opcode\":"u8, json, ref at);
            at += JsonBytes.Write((uint)_dns.OpCode, json[at..]);
        }

        if (_dns.IsMulticast) JsonBytes.Put(",\"mdns\":true"u8, json, ref at);
        return at;
    }

    // What the response says of itself stands between questions and answers.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void WriteSections()
    {
        DnsSectionsReader entries = _dns.Sections.Entries;
        DnsSection? open = null;
        bool isResponseWritten = false;
        while (entries.MoveNext())
        {
            Reserve(MaxAround + MaxEntry);
            if (open == entries.Section)
            {
                JsonBytes.Put(","u8, _space, ref _length);
            }
            else
            {
                if (open is not null) JsonBytes.Put("]"u8, _space, ref _length);
                if (entries.Section != DnsSection.Question && !isResponseWritten)
                {
                    _length += WriteResponse(_space[_length..]);
                    isResponseWritten = true;
                }

                open = entries.Section;
                _length += WriteName(entries.Section, _space[_length..]);
            }

            WriteEntry(ref entries);
        }

        Reserve(MaxAround);
        if (open is not null) JsonBytes.Put("]"u8, _space, ref _length);
        if (!isResponseWritten) _length += WriteResponse(_space[_length..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static int WriteName(DnsSection section, Span<byte> json)
    {
        int at = 0;
        switch (section)
        {
            case DnsSection.Question: JsonBytes.Put(",\"queries\":["u8, json, ref at); break;
            case DnsSection.Answer: JsonBytes.Put(",\"answers\":["u8, json, ref at); break;
            case DnsSection.Authority: JsonBytes.Put(",\"authorities\":["u8, json, ref at); break;
            default: JsonBytes.Put(",\"additionals\":["u8, json, ref at); break;
        }

        return at;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    readonly int WriteResponse(Span<byte> json)
    {
        int at = 0;
        if (!_dns.HasResponse) return at;
        JsonBytes.Put(",\"rcode\":\""u8, json, ref at);
        at += JsonBytes.Write(DnsText.ResponseCodeName(_dns.ResponseCode), json[at..]);
        JsonBytes.Put("\""u8, json, ref at);
        if ((_dns.Flags & DnsFields.AuthorityBit) != 0)
        {
            if (DnsFields.IsConflict(_dns)) JsonBytes.Put(",\"conflict\":true"u8, json, ref at);
            else JsonBytes.Put(",\"aa\":true"u8, json, ref at);
        }

        if ((_dns.Flags & DnsFields.CutBit) != 0) JsonBytes.Put(",\"tc\":true"u8, json, ref at);
        return at;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void WriteEntry(ref DnsSectionsReader entries)
    {
        Span<byte> json = _space[_length..];
        int at = 0;
        JsonBytes.Put("{\"rrname\":\""u8, json, ref at);
        at += WriteOwner(ref entries, json, at);
        JsonBytes.Put("\",\"rrtype\":\""u8, json, ref at);
        at += WriteType(entries.Type, json[at..]);
        if (entries.Section != DnsSection.Question)
        {
            JsonBytes.Put("\",\"ttl\":"u8, json, ref at);
            at += JsonBytes.Write(entries.TimeToLive, json[at..]);
            JsonBytes.Put(",\"rdata\":\""u8, json, ref at);
            at += entries.WriteData(json[at..], isJson: true);
        }

        JsonBytes.Put("\"}"u8, json, ref at);
        _length += at;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    int WriteOwner(ref DnsSectionsReader entries, Span<byte> json, int at)
    {
        if (entries.IsNameRepeated && _nameAt >= 0)
        {
            _space.Slice(_nameAt, _nameLength).CopyTo(json[at..]);
            return _nameLength;
        }

        int length = entries.WriteName(json[at..], out bool isPlain);
        if (!isPlain) length = JsonBytes.Escape(json[at..], length);
        if (entries.IsNameRepeatable) (_nameAt, _nameLength) = (_length + at, length);
        return length;
    }

    // The types that nearly all records have; the others are made bytes one by one.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static int WriteType(ushort type, Span<byte> json)
    {
        int at = 0;
        switch (type)
        {
            case 1: JsonBytes.Put("A"u8, json, ref at); return at;
            case 2: JsonBytes.Put("NS"u8, json, ref at); return at;
            case 5: JsonBytes.Put("CNAME"u8, json, ref at); return at;
            case 12: JsonBytes.Put("PTR"u8, json, ref at); return at;
            case 16: JsonBytes.Put("TXT"u8, json, ref at); return at;
            case 28: JsonBytes.Put("AAAA"u8, json, ref at); return at;
            case 46: JsonBytes.Put("RRSIG"u8, json, ref at); return at;
            default: return JsonBytes.Write(DnsText.TypeName(type), json);
        }
    }

    readonly int WriteEdns(Span<byte> json)
    {
        int at = 0;
        JsonBytes.Put(",\"edns\":{\"version\":"u8, json, ref at);
        at += JsonBytes.Write((uint)_dns.EdnsVersion, json[at..]);
        JsonBytes.Put(",\"udp_size\":"u8, json, ref at);
        at += JsonBytes.Write((uint)_dns.EdnsPayloadSize, json[at..]);
        if (_dns.DnssecOk) JsonBytes.Put(",\"do\":true}"u8, json, ref at);
        else JsonBytes.Put(",\"do\":false}"u8, json, ref at);
        return at;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static int WriteLatency(TimeSpan latency, Span<byte> json)
    {
        int at = 0;
        JsonBytes.Put(",\"latency_ms\":"u8, json, ref at);
        // Rounded to thousandths as DnsFields has it; what lies in the middle between two is left to the same function.
        long ticks = latency.Ticks;
        if (ticks is >= 0 and < uint.MaxValue && ticks % 10 != 5) return at + JsonBytes.WriteThousandths((uint)((ticks + 5) / 10), json[at..]);
        Utf8Formatter.TryFormat(Math.Round(latency.TotalMilliseconds, 3), json[at..], out int written);
        return at + written;
    }
}
