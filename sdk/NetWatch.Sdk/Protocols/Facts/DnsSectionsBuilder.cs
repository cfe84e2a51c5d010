using System.Buffers;
using System.Runtime.InteropServices;

namespace NetWatch.Sdk.Protocols.Facts;

/// <summary>
/// Puts <see cref="DnsSections"/> together, entry by entry in the order of the message. Works in rented memory, so it must be disposed;
/// only <see cref="Build"/> allocates. For the packet path: one thread, one message. How much is added is for the caller to bound.
/// </summary>
ref struct DnsSectionsBuilder
{
    const int FirstLength = 2048;

    byte[]? _rented;
    int _length;

    // Where the latest name lies; records of a message mostly share theirs.
    int _name;

    /// <summary>Makes a builder without entries.</summary>
    public DnsSectionsBuilder() => _name = -1;

    /// <summary>Adds an entry. Name and data longer than 32,767 bytes are cut there.</summary>
    public void Add(scoped in DnsEntry entry)
    {
        ReadOnlySpan<byte> name = Cut(entry.Name), data = Cut(entry.Data);
        Span<byte> place = Reserve(DnsSections.FixedLength + 2 * sizeof(ushort) + name.Length + data.Length);
        place[0] = (byte)entry.Section;
        MemoryMarshal.Write(place[1..], entry.Type);
        MemoryMarshal.Write(place[3..], entry.Class);
        MemoryMarshal.Write(place[5..], entry.TimeToLive);
        _length += DnsSections.FixedLength;
        AddName(name);
        AddText(data);
    }

    /// <summary>Adds the questions of another message, as a response takes over those of its query.</summary>
    public void AddQuestions(scoped in DnsSections other)
    {
        foreach (DnsEntry entry in other)
        {
            if (entry.Section == DnsSection.Question) Add(entry);
        }
    }

    /// <summary>What was added, in memory of its own.</summary>
    public readonly DnsSections Build() => new(_length == 0 ? null : _rented.AsSpan(0, _length).ToArray());

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        if (_rented is not null) ArrayPool<byte>.Shared.Return(_rented);
        _rented = null;
        _length = 0;
    }

    static ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> text) => text.Length < DnsSections.Repeated ? text : text[..(DnsSections.Repeated - 1)];

    void AddName(ReadOnlySpan<byte> name)
    {
        if (_name >= 0 && Text(_name).SequenceEqual(name))
        {
            MemoryMarshal.Write(_rented.AsSpan(_length), (ushort)(_name | DnsSections.Repeated));
            _length += sizeof(ushort);
            return;
        }

        // Further in than a reference reaches the name is written again each time.
        _name = _length < DnsSections.Repeated ? _length : -1;
        AddText(name);
    }

    readonly ReadOnlySpan<byte> Text(int at) => _rented.AsSpan(at + sizeof(ushort), MemoryMarshal.Read<ushort>(_rented.AsSpan(at)));

    void AddText(ReadOnlySpan<byte> text)
    {
        MemoryMarshal.Write(_rented.AsSpan(_length), (ushort)text.Length);
        text.CopyTo(_rented.AsSpan(_length + sizeof(ushort)));
        _length += sizeof(ushort) + text.Length;
    }

    Span<byte> Reserve(int count)
    {
        if (_rented is null || _rented.Length - _length < count)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(FirstLength, (_length + count) * 2));
            _rented.AsSpan(0, _length).CopyTo(larger);
            if (_rented is not null) ArrayPool<byte>.Shared.Return(_rented);
            _rented = larger;
        }

        return _rented.AsSpan(_length);
    }
}
