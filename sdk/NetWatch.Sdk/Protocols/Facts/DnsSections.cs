using System.Buffers;
using System.Runtime.CompilerServices;
using NetWatch.Sdk.Protocols.Dns;

namespace NetWatch.Sdk.Protocols.Facts;

/// <summary>
/// What the sections of a DNS message hold, as the message itself. Most messages are written out or dropped without anybody asking for strings,
/// and many are written nowhere, so text is made when it is asked for. A message is bounded, 64 KiB, and so is the text that is made of it.
/// Any thread.
/// </summary>
readonly struct DnsSections
{
    const int MaxReused = 4096;

    // The message, and behind it the query where that one has the questions; there may be more room.
    readonly byte[]? _bytes;
    readonly ushort _messageLength;
    readonly ushort _queryLength;
    readonly ushort _questionEnd;
    readonly bool _isMulticast;

    /// <summary>The sections of a message, of which a copy is taken.</summary>
    /// <param name="message">The message, up to 64 KiB: no more than that is in a datagram or behind a length of two bytes.</param>
    /// <param name="questionEnd">Where its first question ends, if that is known to be whole (<see cref="DnsMessage.QuestionEnd"/>); 0 else.</param>
    /// <param name="query">The query that has the questions, or nothing where the message has them itself.</param>
    /// <param name="isMulticast">Whether the top bit of a class is a flag (RFC 6762 §10.2, §5.4).</param>
    /// <param name="memory">Memory that may be overwritten, or null.</param>
    internal DnsSections(ReadOnlySpan<byte> message, int questionEnd, ReadOnlySpan<byte> query, bool isMulticast, byte[]? memory = null)
    {
        _messageLength = (ushort)Math.Min(message.Length, ushort.MaxValue);
        _queryLength = (ushort)Math.Min(query.Length, ushort.MaxValue);
        int length = _messageLength + _queryLength;
        _bytes = memory is not null && memory.Length >= length ? memory : Allocate(length, isForMany: memory is not null);
        message[.._messageLength].CopyTo(_bytes);
        query[.._queryLength].CopyTo(_bytes.AsSpan(_messageLength, _queryLength));
        _questionEnd = (ushort)questionEnd;
        _isMulticast = isMulticast;
    }

    // Where some was given back already more will be: with room for what is somewhat longer.
    static byte[] Allocate(int length, bool isForMany) =>
        GC.AllocateUninitializedArray<byte>(isForMany ? Math.Max(length, Math.Min(MaxReused, length * 2)) : length);

    /// <summary>The memory, for others when nobody looks at these any longer.</summary>
    internal byte[]? Memory => _bytes is { Length: > MaxReused } ? null : _bytes;

    /// <summary>Whether there is no message.</summary>
    internal bool IsEmpty => _bytes is null;

    /// <summary>Goes through what the message holds, without text.</summary>
    internal DnsSectionsReader Entries
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(_bytes.AsSpan(0, _messageLength), _questionEnd, _bytes.AsSpan(_messageLength, _queryLength));
    }

    /// <summary>The entries in the order of the message; none allocates, and text is good until the next.</summary>
    public Enumerator GetEnumerator() => new(this);

    /// <summary>Goes through the entries as text.</summary>
    internal ref struct Enumerator
    {
        readonly byte[] _rented = ArrayPool<byte>.Shared.Rent(DnsName.MaxTextLength + DnsName.MaxTextLength + DnsSectionsReader.MaxDataLength);
        readonly int _classMask;
        DnsSectionsReader _entries;
        int _repeatable;

        internal Enumerator(DnsSections sections)
        {
            _entries = sections.Entries;
            _classMask = sections._isMulticast ? 0x7FFF : 0xFFFF;
        }

        /// <summary>The entry that was reached.</summary>
        public DnsEntry Current { get; private set; }

        /// <summary>Goes to the next entry; false behind the last.</summary>
        public bool MoveNext()
        {
            if (!_entries.MoveNext()) return false;
            Span<byte> data = _rented.AsSpan(2 * DnsName.MaxTextLength, DnsSectionsReader.MaxDataLength);
            Current = new DnsEntry
            {
                Section = _entries.Section,
                Name = ReadName(),
                Type = _entries.Type,
                Class = (ushort)(_entries.Class & _classMask),
                TimeToLive = _entries.TimeToLive,
                Data = _entries.Section == DnsSection.Question ? default : data[.._entries.WriteData(data, isJson: false)],
            };
            return true;
        }

        /// <summary>Gives the memory back.</summary>
        public readonly void Dispose() => ArrayPool<byte>.Shared.Return(_rented);

        // A name that may be repeated has a place of its own, which others leave alone.
        ReadOnlySpan<byte> ReadName()
        {
            bool isRepeatable = _entries.IsNameRepeatable;
            Span<byte> place = _rented.AsSpan(isRepeatable ? 0 : DnsName.MaxTextLength, DnsName.MaxTextLength);
            if (_entries.IsNameRepeated) return place[.._repeatable];
            int length = _entries.WriteName(place, out _);
            if (isRepeatable) _repeatable = length;
            return place[..length];
        }
    }
}
