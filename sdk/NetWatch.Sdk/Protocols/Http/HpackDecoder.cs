namespace NetWatch.Sdk.Protocols.Http;

/// <summary>
/// Decodes the field blocks of one direction of an HTTP/2 connection (RFC 7541), as one who listens: what the capture has lost is unknown, and
/// said to be, until the table is known again. One thread at a time; allocates nothing once its buffers have grown.
/// </summary>
/// <remarks>
/// Places in the dynamic table count from the newest entry, so after a loss all that was inserted since is right, and what lies beyond is
/// <see cref="IFieldSink.OnUnknownField"/>. Work is bounded by <see cref="MaxListSize"/>, whatever a block unfolds to.
/// </remarks>
public sealed class HpackDecoder
{
    /// <summary>The table's capacity before any update (RFC 9113 §6.5.2, SETTINGS_HEADER_TABLE_SIZE).</summary>
    public const int InitialCapacity = 4096;

    /// <summary>What the lines of one block may add up to, each with 32 bytes (RFC 7541 §4.1): what browsers take at most.</summary>
    public const int MaxListSize = 256 << 10;

    readonly FieldTable _table = new();
    readonly FieldReader _names = new();
    readonly FieldReader _values = new();
    long _listSize;
    bool _sawUnknown;

    /// <summary>Makes a decoder for the first byte of a connection.</summary>
    public HpackDecoder() => Reset();

    /// <summary>Whether entries of the table may be missing.</summary>
    public bool IsPartial { get; private set; }

    /// <summary>Size of the dynamic table in bytes as RFC 7541 §4.1 counts it.</summary>
    public int TableSize => _table.Size;

    /// <summary>How many entries the dynamic table holds.</summary>
    public int TableCount => _table.Count;

    /// <summary>The next block is the first of a connection.</summary>
    public void Reset()
    {
        _table.Reset(InitialCapacity);
        _names.Reset();
        _values.Reset();
        IsPartial = false;
    }

    /// <summary>A block was lost, or the connection was joined in the middle: from here on only what is inserted is known.</summary>
    public void Lose()
    {
        _table.Clear();
        IsPartial = true;
    }

    /// <summary>
    /// Decodes one whole block: the fragments of HEADERS or PUSH_PROMISE and of the CONTINUATION frames behind it, joined. On
    /// <see cref="FieldSectionResult.Malformed"/> and <see cref="FieldSectionResult.TooLarge"/> the table counts as lost.
    /// </summary>
    public FieldSectionResult Decode(ReadOnlySpan<byte> block, IFieldSink sink)
    {
        _listSize = 0;
        _sawUnknown = false;
        bool isFirst = true;
        while (!block.IsEmpty)
        {
            int used = (block[0] & 0xE0) == 0x20 ? UpdateCapacity(block, isFirst) : ReadField(block, sink);
            // A size update is allowed at the beginning only (RFC 7541 §4.2).
            isFirst &= (block[0] & 0xE0) == 0x20;
            if (used <= 0) return GiveUp(FieldSectionResult.Malformed);
            if (_listSize > MaxListSize) return GiveUp(FieldSectionResult.TooLarge);
            block = block[used..];
        }

        return _sawUnknown ? FieldSectionResult.Partial : FieldSectionResult.Complete;
    }

    FieldSectionResult GiveUp(FieldSectionResult result)
    {
        Lose();
        return result;
    }

    int UpdateCapacity(ReadOnlySpan<byte> block, bool isFirst)
    {
        int used = PrefixedInteger.Read(block, 5, out long capacity);
        if (used <= 0 || !isFirst) return -1;
        _table.SetCapacity((int)Math.Min(capacity, FieldTable.MaxCapacity));
        // An emptied table is a known one; one that may hold more than is kept here never is.
        if (capacity == 0) IsPartial = false;
        else if (capacity > FieldTable.MaxCapacity) IsPartial = true;
        return used;
    }

    int ReadField(ReadOnlySpan<byte> block, IFieldSink sink)
    {
        byte first = block[0];
        if ((first & 0x80) != 0) return ReadIndexed(block, sink);
        bool isInserted = (first & 0x40) != 0;
        return ReadLiteral(block, isInserted ? 6 : 4, isInserted, sink);
    }

    int ReadIndexed(ReadOnlySpan<byte> block, IFieldSink sink)
    {
        int used = PrefixedInteger.Read(block, 7, out long index);
        if (used <= 0 || index == 0) return -1;
        if (TryGet(index, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)) Emit(name, value, sink);
        else if (!IsPartial) return -1;
        else EmitUnknown(sink);
        return used;
    }

    int ReadLiteral(ReadOnlySpan<byte> block, int prefixBits, bool isInserted, IFieldSink sink)
    {
        int used = PrefixedInteger.Read(block, prefixBits, out long index);
        if (used <= 0) return -1;
        bool isKnown = true;
        ReadOnlySpan<byte> name;
        if (index != 0)
        {
            isKnown = TryGet(index, out name, out _);
            if (!isKnown && !IsPartial) return -1;
            name = _names.Keep(name);
        }
        else
        {
            int length = _names.Read(block[used..], 7, out name);
            if (length <= 0) return -1;
            used += length;
        }

        int valueLength = _values.Read(block[used..], 7, out ReadOnlySpan<byte> value);
        if (valueLength <= 0) return -1;
        if (isKnown) Emit(name, value, sink);
        else EmitUnknown(sink);
        if (isInserted && isKnown) _table.Insert(name, value);
        else if (isInserted) _table.InsertUnknown();
        return used + valueLength;
    }

    bool TryGet(long index, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        if (index > StaticFields.Hpack.Count) return _table.TryGet(index - StaticFields.Hpack.Count - 1, out name, out value);
        name = StaticFields.Hpack.Name((int)index - 1);
        value = StaticFields.Hpack.Value((int)index - 1);
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
}
