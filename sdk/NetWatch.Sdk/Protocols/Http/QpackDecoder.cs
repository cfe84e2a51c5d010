namespace NetWatch.Sdk.Protocols.Http;

/// <summary>
/// Decodes the field sections of one direction of an HTTP/3 connection (RFC 9204), fed by the encoder stream of that direction, as one who
/// listens: what the capture has lost is unknown, and said to be. One thread at a time; allocates nothing once its buffers have grown.
/// </summary>
public sealed class QpackDecoder
{
    /// <summary>What the lines of one section may add up to, each with 32 bytes (RFC 9114 §4.2.2).</summary>
    public const int MaxListSize = HpackDecoder.MaxListSize;

    // What instructions may insert beyond what they bring: a byte that duplicates a large entry costs a copy of all of it.
    const int WorkAllowance = 256 << 10;
    const int WorkPerByte = 64;

    readonly FieldTable _table = new();
    readonly FieldReader _names = new();
    readonly FieldReader _values = new();
    readonly QpackInstructionBuffer _pending = new();
    long _listSize;
    long _work;
    bool _sawUnknown;

    /// <summary>Makes a decoder for a new connection.</summary>
    public QpackDecoder() => Reset();

    /// <summary>
    /// The largest capacity that the receiver of this direction allows: its SETTINGS_QPACK_MAX_TABLE_CAPACITY (RFC 9204 §5), or -1 while its
    /// settings have not been seen. Sections that use the dynamic table can't be read without it (§4.5.1.1).
    /// </summary>
    public long MaxTableCapacity { get; set; }

    /// <summary>Whether instructions of the encoder stream were lost; the dynamic table is unknown then.</summary>
    public bool IsLost { get; private set; }

    /// <summary>How many entries were inserted so far (RFC 9204 §3.2.4).</summary>
    public long InsertCount => _table.Inserted;

    /// <summary>The next bytes are the first of a connection.</summary>
    public void Reset()
    {
        // A table has no capacity before its encoder sets one (RFC 9204 §3.2.3).
        _table.Reset(0);
        _names.Reset();
        _values.Reset();
        _pending.Clear();
        MaxTableCapacity = -1;
        IsLost = false;
    }

    /// <summary>Bytes of the encoder stream are missing, or it was joined in the middle.</summary>
    public void Lose()
    {
        _table.Clear();
        _pending.Clear();
        IsLost = true;
    }

    /// <summary>The next bytes of the encoder stream behind its type (RFC 9204 §4.3), cut anywhere. False when they make no sense; the table is lost then.</summary>
    public bool ReadEncoderStream(ReadOnlySpan<byte> bytes)
    {
        if (IsLost) return true;
        _work = WorkAllowance + (long)bytes.Length * WorkPerByte;
        while (!bytes.IsEmpty)
        {
            ReadOnlySpan<byte> instruction = _pending.Join(ref bytes);
            while (!instruction.IsEmpty)
            {
                int used = ReadInstruction(instruction);
                if (used < 0 || _work < 0 || (used == 0 && !_pending.TryKeep(instruction)))
                {
                    Lose();
                    return false;
                }

                if (used == 0) break;
                instruction = instruction[used..];
            }

            if (instruction.IsEmpty) _pending.Clear();
        }

        return true;
    }

    int ReadInstruction(ReadOnlySpan<byte> bytes)
    {
        byte first = bytes[0];
        if ((first & 0x80) != 0) return InsertWithNameReference(bytes, isStatic: (first & 0x40) != 0);
        if ((first & 0x40) != 0) return InsertWithLiteralName(bytes);
        int used = PrefixedInteger.Read(bytes, 5, out long value);
        if (used <= 0) return used;
        if ((first & 0x20) != 0) return SetCapacity(value) ? used : -1;
        return Duplicate(value) ? used : -1;
    }

    bool SetCapacity(long capacity)
    {
        if (MaxTableCapacity >= 0 && capacity > MaxTableCapacity) return false;
        // What is larger than the ceiling here keeps fewer entries; references to those that had to leave are unknown, not wrong.
        _table.SetCapacity((int)Math.Min(capacity, FieldTable.MaxCapacity));
        return true;
    }

    bool Duplicate(long relative)
    {
        if (relative >= _table.Inserted) return false;
        if (!_table.TryGet(relative, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)) _table.InsertUnknown();
        else Insert(_names.Keep(name), _values.Keep(value));
        return true;
    }

    int InsertWithNameReference(ReadOnlySpan<byte> bytes, bool isStatic)
    {
        int used = PrefixedInteger.Read(bytes, 6, out long index);
        if (used <= 0) return used;
        int length = _values.Read(bytes[used..], 7, out ReadOnlySpan<byte> value);
        if (length <= 0) return length;
        if (isStatic)
        {
            if (index >= StaticFields.Qpack.Count) return -1;
            Insert(StaticFields.Qpack.Name((int)index), value);
        }
        else
        {
            if (index >= _table.Inserted) return -1;
            if (_table.TryGet(index, out ReadOnlySpan<byte> name, out _)) Insert(_names.Keep(name), value);
            else _table.InsertUnknown();
        }

        return used + length;
    }

    int InsertWithLiteralName(ReadOnlySpan<byte> bytes)
    {
        // Measured first: a name must not be decoded again with every byte of its value.
        int used = FieldReader.Measure(bytes, 5);
        if (used <= 0) return used;
        int length = FieldReader.Measure(bytes[used..], 7);
        if (length <= 0) return length;
        if (_names.Read(bytes, 5, out ReadOnlySpan<byte> name) < 0 || _values.Read(bytes[used..], 7, out ReadOnlySpan<byte> value) < 0) return -1;
        Insert(name, value);
        return used + length;
    }

    void Insert(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        _work -= name.Length + value.Length;
        _table.Insert(name, value);
    }

    /// <summary>
    /// Decodes one whole encoded field section. <see cref="FieldSectionResult.Blocked"/> when entries that it needs, or the settings, have not come:
    /// keep it and try again after more of the encoder stream.
    /// </summary>
    public FieldSectionResult Decode(ReadOnlySpan<byte> section, IFieldSink sink)
    {
        int used = PrefixedInteger.Read(section, 8, out long encodedCount);
        if (used <= 0) return FieldSectionResult.Malformed;
        int baseLength = PrefixedInteger.Read(section[used..], 7, out long delta);
        if (baseLength <= 0) return FieldSectionResult.Malformed;
        bool isNegative = (section[used] & 0x80) != 0;
        long required = 0;
        // After a loss the count that the encoding wraps around is unknown, and with it every reference; the rest can still be read.
        bool isKnown = !IsLost && (encodedCount == 0 || MaxTableCapacity >= 0);
        if (!IsLost && encodedCount != 0)
        {
            if (MaxTableCapacity < 0) return FieldSectionResult.Blocked;
            if (!TryRequiredCount(encodedCount, out required)) return FieldSectionResult.Malformed;
            if (required > _table.Inserted) return FieldSectionResult.Blocked;
        }

        long start = isNegative ? required - delta - 1 : required + delta;
        if (isKnown && start < 0) return FieldSectionResult.Malformed;
        return ReadLines(section[(used + baseLength)..], new Section(required, start, isKnown), sink);
    }

    // RFC 9204 §4.5.1.1: the count is sent modulo twice the number of entries that can be there.
    bool TryRequiredCount(long encoded, out long required)
    {
        required = 0;
        long maxEntries = MaxTableCapacity / FieldTable.EntryOverhead, fullRange = 2 * maxEntries;
        if (encoded > fullRange) return false;
        long maxValue = _table.Inserted + maxEntries, wrapped = maxValue / fullRange * fullRange;
        required = wrapped + encoded - 1;
        if (required > maxValue)
        {
            if (required <= fullRange) return false;
            required -= fullRange;
        }

        return required != 0;
    }

    FieldSectionResult ReadLines(ReadOnlySpan<byte> lines, in Section section, IFieldSink sink)
    {
        _listSize = 0;
        _sawUnknown = false;
        while (!lines.IsEmpty)
        {
            int used = ReadLine(lines, section, sink);
            if (used <= 0) return FieldSectionResult.Malformed;
            if (_listSize > MaxListSize) return FieldSectionResult.TooLarge;
            lines = lines[used..];
        }

        return _sawUnknown ? FieldSectionResult.Partial : FieldSectionResult.Complete;
    }

    int ReadLine(ReadOnlySpan<byte> line, in Section section, IFieldSink sink)
    {
        byte first = line[0];
        if ((first & 0x80) != 0) return ReadIndexed(line, 6, (first & 0x40) != 0, isPostBase: false, section, sink);
        if ((first & 0x40) != 0) return ReadNamed(line, 4, (first & 0x10) != 0, isPostBase: false, section, sink);
        if ((first & 0x20) != 0) return ReadLiteral(line, sink);
        return (first & 0x10) != 0
            ? ReadIndexed(line, 4, isStatic: false, isPostBase: true, section, sink)
            : ReadNamed(line, 3, isStatic: false, isPostBase: true, section, sink);
    }

    int ReadIndexed(ReadOnlySpan<byte> line, int prefixBits, bool isStatic, bool isPostBase, in Section section, IFieldSink sink)
    {
        int used = PrefixedInteger.Read(line, prefixBits, out long index);
        if (used <= 0) return -1;
        if (!IsLegal(index, isStatic, isPostBase, section)) return -1;
        if (TryGet(index, isStatic, isPostBase, section, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)) Emit(name, value, sink);
        else EmitUnknown(sink);
        return used;
    }

    int ReadNamed(ReadOnlySpan<byte> line, int prefixBits, bool isStatic, bool isPostBase, in Section section, IFieldSink sink)
    {
        int used = PrefixedInteger.Read(line, prefixBits, out long index);
        if (used <= 0 || !IsLegal(index, isStatic, isPostBase, section)) return -1;
        int length = _values.Read(line[used..], 7, out ReadOnlySpan<byte> value);
        if (length <= 0) return -1;
        if (TryGet(index, isStatic, isPostBase, section, out ReadOnlySpan<byte> name, out _)) Emit(name, value, sink);
        else EmitUnknown(sink);
        return used + length;
    }

    int ReadLiteral(ReadOnlySpan<byte> line, IFieldSink sink)
    {
        int used = _names.Read(line, 3, out ReadOnlySpan<byte> name);
        if (used <= 0) return -1;
        int length = _values.Read(line[used..], 7, out ReadOnlySpan<byte> value);
        if (length <= 0) return -1;
        Emit(name, value, sink);
        return used + length;
    }

    // References must stay below the Required Insert Count (RFC 9204 §2.2.3), or a section would read entries that are still on their way.
    static bool IsLegal(long index, bool isStatic, bool isPostBase, in Section section)
    {
        if (isStatic) return index < StaticFields.Qpack.Count;
        if (!section.IsKnown) return true;
        long absolute = Absolute(index, isPostBase, section);
        return absolute >= 0 && absolute < section.Required;
    }

    static long Absolute(long index, bool isPostBase, in Section section) => isPostBase ? section.Base + index : section.Base - index - 1;

    bool TryGet(long index, bool isStatic, bool isPostBase, in Section section, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        name = value = default;
        if (!isStatic) return section.IsKnown && _table.TryGet(_table.Inserted - 1 - Absolute(index, isPostBase, section), out name, out value);
        name = StaticFields.Qpack.Name((int)index);
        value = StaticFields.Qpack.Value((int)index);
        return true;
    }

    void Emit(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, IFieldSink sink)
    {
        _listSize += (long)name.Length + value.Length + FieldTable.EntryOverhead;
        if (_listSize <= MaxListSize) sink.OnField(name, value);
    }

    void EmitUnknown(IFieldSink sink)
    {
        _listSize += FieldTable.EntryOverhead;
        _sawUnknown = true;
        sink.OnUnknownField();
    }

    readonly record struct Section(long Required, long Base, bool IsKnown);
}
