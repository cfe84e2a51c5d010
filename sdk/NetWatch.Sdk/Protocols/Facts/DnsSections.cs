using System.Runtime.InteropServices;
using System.Text;

namespace NetWatch.Sdk.Protocols.Facts;

/// <summary>
/// What the sections of a DNS message hold, as text in one piece of memory. Most messages are written out or dropped without anybody
/// asking for strings, so those are made when they are asked for. Made by <see cref="DnsSectionsBuilder"/>; any thread.
/// </summary>
readonly struct DnsSections
{
    // Entry after entry, in the byte order of the machine: section 1, type 2, class 2, time to live 4, name and data, each a length
    // of 2 with its bytes. A length with the top bit set is the place of a name that is there already.
    internal const int FixedLength = 9;
    internal const int Repeated = 0x8000;

    readonly byte[]? _entries;

    internal DnsSections(byte[]? entries) => _entries = entries;

    /// <summary>Whether there is neither a question nor a record.</summary>
    public bool IsEmpty => _entries is null;

    internal ReadOnlySpan<byte> Bytes => _entries;

    /// <summary>The entries in the order of the message. Allocates nothing.</summary>
    public Enumerator GetEnumerator() => new(_entries);

    internal DnsQuestion[] ToQuestions()
    {
        var questions = new List<DnsQuestion>();
        foreach (DnsEntry entry in this)
        {
            if (entry.Section == DnsSection.Question) questions.Add(new DnsQuestion(Text(entry.Name), entry.Type, entry.Class));
        }

        return [.. questions];
    }

    internal DnsRecord[] ToRecords(DnsSection section)
    {
        var records = new List<DnsRecord>();
        foreach (DnsEntry entry in this)
        {
            if (entry.Section == section) records.Add(new DnsRecord(Text(entry.Name), entry.Type, entry.Class, entry.TimeToLive, Text(entry.Data)));
        }

        return [.. records];
    }

    static string Text(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetString(utf8);

    /// <summary>Goes through the entries.</summary>
    internal ref struct Enumerator
    {
        readonly ReadOnlySpan<byte> _entries;
        int _next;

        internal Enumerator(ReadOnlySpan<byte> entries) => _entries = entries;

        /// <summary>The entry that was reached.</summary>
        public DnsEntry Current { get; private set; }

        /// <summary>Goes to the next entry; false behind the last.</summary>
        public bool MoveNext()
        {
            if (_next >= _entries.Length) return false;
            int at = _next;
            ReadOnlySpan<byte> fixedPart = _entries.Slice(at, FixedLength);
            _next = at + FixedLength;
            Current = new DnsEntry
            {
                Section = (DnsSection)fixedPart[0],
                Type = MemoryMarshal.Read<ushort>(fixedPart[1..]),
                Class = MemoryMarshal.Read<ushort>(fixedPart[3..]),
                TimeToLive = MemoryMarshal.Read<uint>(fixedPart[5..]),
                Name = Take(),
                Data = Take(),
            };
            return true;
        }

        ReadOnlySpan<byte> Take()
        {
            int length = MemoryMarshal.Read<ushort>(_entries[_next..]), at = _next + sizeof(ushort);
            _next = at;
            if ((length & Repeated) != 0)
            {
                at = length & ~Repeated;
                length = MemoryMarshal.Read<ushort>(_entries[at..]);
                return _entries.Slice(at + sizeof(ushort), length);
            }

            _next += length;
            return _entries.Slice(at, length);
        }
    }
}
