namespace NetWatch.Sdk.Protocols.Http;

/// <summary>
/// The dynamic table of HPACK and QPACK (RFC 7541 §2.3.2 and §4, RFC 9204 §3.2): field lines in the order of their insertion, the oldest leaving
/// when the size goes over the capacity. One thread at a time.
/// </summary>
/// <remarks>
/// Memory grows with what is inserted, up to about three times <see cref="MaxCapacity"/>, and inserting allocates nothing once it has. An entry
/// whose content the capture has lost can stand in it, so that the places of the others stay right.
/// </remarks>
public sealed class FieldTable
{
    /// <summary>What an entry counts beside its name and value (RFC 7541 §4.1).</summary>
    public const int EntryOverhead = 32;

    /// <summary>The ceiling of the capacity in bytes, whatever the peers agree on: the value that browsers announce.</summary>
    public const int MaxCapacity = 64 << 10;

    const int KeptBytes = 16 << 10;
    const int KeptEntries = 256;
    const int LeastBytes = 1024;
    const int LeastEntries = 16;

    // None before the first insertion: of many connections nothing but the beginning is ever seen.
    Entry[] _entries = [];
    byte[] _bytes = [];
    int _first;
    int _end;

    /// <summary>How many entries are there.</summary>
    public int Count { get; private set; }

    /// <summary>Size as RFC 7541 §4.1 counts it, at most <see cref="Capacity"/>.</summary>
    public int Size { get; private set; }

    /// <summary>The capacity in bytes, 0 to <see cref="MaxCapacity"/>.</summary>
    public int Capacity { get; private set; }

    /// <summary>How many entries were ever inserted: the Insert Count of RFC 9204 §3.2.4.</summary>
    public long Inserted { get; private set; }

    /// <summary>Empties the table and forgets the count. Large buffers are given up, so that one odd flow costs nothing later.</summary>
    public void Reset(int capacity)
    {
        Clear();
        Inserted = 0;
        Capacity = Math.Clamp(capacity, 0, MaxCapacity);
        if (_bytes.Length > KeptBytes) _bytes = [];
        if (_entries.Length > KeptEntries) _entries = [];
    }

    /// <summary>Drops all entries; capacity and count stay.</summary>
    public void Clear() => _first = _end = Count = Size = 0;

    /// <summary>Changes the capacity, dropping the oldest entries that do not fit any longer.</summary>
    public void SetCapacity(int capacity)
    {
        Capacity = Math.Clamp(capacity, 0, MaxCapacity);
        Evict(0);
    }

    /// <summary>Inserts a field line. One that is larger than the capacity empties the table and is not in it (RFC 7541 §4.4).</summary>
    /// <param name="name">The name; must not lie in this table, whose bytes move.</param>
    /// <param name="value">The value; the same.</param>
    public void Insert(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value) => Insert(name, value, isKnown: true);

    /// <summary>Inserts an entry of which only the place is known.</summary>
    public void InsertUnknown() => Insert(default, default, isKnown: false);

    void Insert(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, bool isKnown)
    {
        Inserted++;
        long size = (long)name.Length + value.Length + EntryOverhead;
        if (size > Capacity)
        {
            Clear();
            return;
        }

        Evict((int)size);
        int start = MakeRoom(name.Length + value.Length);
        name.CopyTo(_bytes.AsSpan(start));
        value.CopyTo(_bytes.AsSpan(start + name.Length));
        _end = start + name.Length + value.Length;
        if (Count == _entries.Length) GrowEntries();
        _entries[(_first + Count) & (_entries.Length - 1)] = new Entry(start, name.Length, value.Length, isKnown);
        Count++;
        Size += (int)size;
    }

    /// <summary>The entry that was inserted so many insertions ago: 0 is the newest. False when it is not there, or its content was lost.</summary>
    /// <param name="age">From 0.</param>
    /// <param name="name">Its name; lives until the next change of the table.</param>
    /// <param name="value">Its value; the same.</param>
    public bool TryGet(long age, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        name = value = default;
        if (age < 0 || age >= Count) return false;
        ref readonly Entry entry = ref _entries[(_first + Count - 1 - (int)age) & (_entries.Length - 1)];
        if (!entry.IsKnown) return false;
        name = _bytes.AsSpan(entry.Start, entry.NameLength);
        value = _bytes.AsSpan(entry.Start + entry.NameLength, entry.ValueLength);
        return true;
    }

    void Evict(int needed)
    {
        while (Count > 0 && Size + needed > Capacity)
        {
            ref readonly Entry oldest = ref _entries[_first];
            Size -= oldest.NameLength + oldest.ValueLength + EntryOverhead;
            _first = (_first + 1) & (_entries.Length - 1);
            Count--;
        }

        if (Count == 0) _first = _end = 0;
    }

    // The live bytes lie in one piece. They move to the front only when that frees half of the buffer, so each byte moves once on average.
    int MakeRoom(int length)
    {
        if (_end + length <= _bytes.Length) return _end;
        int start = Count == 0 ? _end : _entries[_first].Start, live = _end - start;
        byte[] target = _bytes;
        if ((live + length) * 2 > target.Length) target = new byte[Math.Max(LeastBytes, (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)(live + length) * 2))];
        _bytes.AsSpan(start, live).CopyTo(target);
        _bytes = target;
        for (int i = 0; i < Count; i++) _entries[(_first + i) & (_entries.Length - 1)].Start -= start;
        return live;
    }

    void GrowEntries()
    {
        var larger = new Entry[Math.Max(LeastEntries, _entries.Length * 2)];
        for (int i = 0; i < Count; i++) larger[i] = _entries[(_first + i) & (_entries.Length - 1)];
        _entries = larger;
        _first = 0;
    }

    record struct Entry(int Start, int NameLength, int ValueLength, bool IsKnown);
}
