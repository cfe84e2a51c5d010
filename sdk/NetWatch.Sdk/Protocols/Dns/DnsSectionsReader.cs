using System.Runtime.CompilerServices;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Sdk.Protocols.Dns;

/// <summary>Goes through what is shown of a message: at most 64 questions, records but for OPT, up to 64 Ki characters of names and data.</summary>
ref struct DnsSectionsReader
{
    /// <summary>What the text of a record's data takes at most: four thousand bytes and the ellipsis.</summary>
    internal const int MaxDataLength = 4098;

    const int MaxQuestions = 64;

    /// <summary>Pointers let a message of 64 KiB stand for a thousand times its size.</summary>
    const int MaxText = 64 * 1024;

    readonly ReadOnlySpan<byte> _message;
    DnsEntries _entries;
    bool _inQuery;
    bool _skipsQuestions;
    int _questionsLeft = MaxQuestions;
    int _textLeft = MaxText;
    int _repeatable = -1;

    /// <summary>Begins before the first entry.</summary>
    /// <param name="message">The message.</param>
    /// <param name="questionEnd">Where its first question ends, if that is known to be whole; 0 else.</param>
    /// <param name="query">The message that has the questions, or nothing where the first has them itself.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal DnsSectionsReader(ReadOnlySpan<byte> message, int questionEnd, ReadOnlySpan<byte> query)
    {
        _message = message;
        _inQuery = _skipsQuestions = !query.IsEmpty;
        _entries = _inQuery ? new DnsEntries(query, 0) : new DnsEntries(message, questionEnd);
    }

    internal readonly DnsSection Section => _entries.Section;

    internal readonly ushort Type => _entries.Type;

    internal readonly ushort Class => _entries.Class;

    internal readonly uint TimeToLive => _entries.Section == DnsSection.Question ? 0 : _entries.TimeToLive;

    /// <summary>Whether the name is the latest that was <see cref="IsNameRepeatable"/>: most owner names point to the same place as the one before.</summary>
    internal bool IsNameRepeated { get; private set; }

    /// <summary>Whether later entries may repeat the name: it is a pointer, or that of the first question.</summary>
    internal bool IsNameRepeatable { get; private set; }

    /// <summary>Goes to the next entry; false behind the last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool MoveNext()
    {
        while (true)
        {
            bool isThere = _entries.MoveNext();
            if (_inQuery && (!isThere || _entries.Section != DnsSection.Question))
            {
                _inQuery = false;
                _entries = new DnsEntries(_message, 0);
                continue;
            }

            if (!isThere) return false;
            if (_entries.Section == DnsSection.Question)
            {
                if ((_skipsQuestions && !_inQuery) || _questionsLeft-- <= 0) continue;
            }
            else
            {
                if (_textLeft <= 0) return false;
                if (_entries.IsEdns || !_entries.IsWhole) continue;
            }

            LookAtName();
            return true;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void LookAtName()
    {
        int place = _entries.Pointer;
        IsNameRepeated = place >= 0 && place == _repeatable && !_inQuery;
        if (place < 0 && _entries.NameAt == DnsHeader.Length) place = DnsHeader.Length;
        IsNameRepeatable = place >= 0 && !_inQuery;
        if (IsNameRepeatable) _repeatable = place;
    }

    /// <summary>Writes the name as text (RFC 1035 §5.1) and returns its length; there must be <see cref="DnsName.MaxTextLength"/> bytes for it.</summary>
    /// <param name="text">Takes the text.</param>
    /// <param name="isPlain">Whether there is neither a quote nor a backslash in it.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int WriteName(Span<byte> text, out bool isPlain)
    {
        int position = _entries.NameAt;
        DnsName.TryRead(_entries.Message, ref position, text, out int length, out isPlain);
        if (!IsNameRepeated) _textLeft -= length;
        return length;
    }

    /// <summary>Writes the data of a record as text and returns its length.</summary>
    /// <param name="text">Takes the text: <see cref="MaxDataLength"/> bytes, twice as many inside JSON.</param>
    /// <param name="isJson">Whether it is for the inside of a JSON text: quotes and backslashes are escaped then.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int WriteData(Span<byte> text, bool isJson)
    {
        var data = new TextBuffer(text, MaxDataLength, isJson);
        RecordData.Write(_entries.Message, _entries.Type, _entries.DataAt, _entries.DataLength, ref data);
        int length = data.Finish();
        _textLeft -= data.TextLength;
        return length;
    }
}
