using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Sdk.Protocols.Dns;

/// <summary>
/// Goes through the questions and records of a message (RFC 1035 §4.1) without making text of them. What is broken or cut ends it: nothing that
/// was reached is read beyond the message. Every step takes five bytes at least, so it ends.
/// </summary>
/// <param name="message">The message, header included.</param>
/// <param name="questionEnd">Where its first question ends, if that is known to be whole (<see cref="DnsMessage.QuestionEnd"/>); 0 else.</param>
ref struct DnsEntries(ReadOnlySpan<byte> message, int questionEnd)
{
    const ushort Opt = 41;

    /// <summary>Records read of one message: a zone transfer fills 64 KiB with far more than anybody reads.</summary>
    const int MaxRecords = 512;

    readonly ReadOnlySpan<byte> _message = message;
    int _position = DnsHeader.Length;
    int _questionEnd = questionEnd;
    int _left = message.Length < DnsHeader.Length ? 0 : BinaryPrimitives.ReadUInt16BigEndian(message[4..]);
    int _recordsLeft = message.Length < DnsHeader.Length ? -1 : MaxRecords;

    /// <summary>The message.</summary>
    internal readonly ReadOnlySpan<byte> Message => _message;

    /// <summary>Where the entry that was reached stands.</summary>
    internal DnsSection Section { get; private set; } = DnsSection.Question;

    /// <summary>Where its name begins.</summary>
    internal int NameAt { get; private set; }

    /// <summary>Its type; 0 for a question that is cut behind its name.</summary>
    internal ushort Type { get; private set; }

    /// <summary>Its class as it stands; 0 for a question that is cut behind its name.</summary>
    internal ushort Class { get; private set; }

    /// <summary>The time to live of a record.</summary>
    internal uint TimeToLive { get; private set; }

    /// <summary>Where the data of a record begins.</summary>
    internal int DataAt { get; private set; }

    /// <summary>How long its data is said to be.</summary>
    internal int DataLength { get; private set; }

    /// <summary>Whether all of the data is there.</summary>
    internal readonly bool IsWhole
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => DataAt + DataLength <= _message.Length;
    }

    /// <summary>Whether it is the record that stands for EDNS. Its place is among the additional ones (RFC 6891 §6.1.1), but some have it elsewhere.</summary>
    internal readonly bool IsEdns => Type == Opt && Section != DnsSection.Question;

    /// <summary>The place in the message that the name is, where it is nothing but a pointer, or -1.</summary>
    internal readonly int Pointer
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _message[NameAt] < 0xC0 ? -1 : (_message[NameAt] & 0x3F) << 8 | _message[NameAt + 1];
    }

    /// <summary>Goes to the next entry; false behind the last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool MoveNext()
    {
        while (_left == 0)
        {
            if (Section == DnsSection.Additional || _recordsLeft < 0) return false;
            Section++;
            _left = Number(4 + 2 * (int)Section);
        }

        _left--;
        NameAt = _position;
        if (_questionEnd > 0) return MoveToKnownQuestion();
        // Most owner names are one pointer.
        int end = _position + 2;
        if ((end > _message.Length || _message[_position] < 0xC0) && !TrySkip(out end)) return End();
        _position = end;
        if (Section == DnsSection.Question) MoveToQuestion();
        else if (!TryMoveToRecord()) return End();
        return true;
    }

    readonly bool TrySkip(out int end)
    {
        end = _position;
        return DnsName.TrySkip(_message, ref end);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    bool MoveToKnownQuestion()
    {
        _position = _questionEnd;
        _questionEnd = 0;
        Type = Number(_position - 4);
        Class = Number(_position - 2);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void MoveToQuestion()
    {
        // A cut question still has a name worth showing.
        bool isWhole = _position + 4 <= _message.Length;
        Type = isWhole ? Number(_position) : (ushort)0;
        Class = isWhole ? Number(_position + 2) : (ushort)0;
        _position += 4;
        if (!isWhole) End();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    bool TryMoveToRecord()
    {
        if (--_recordsLeft < 0 || _position + 10 > _message.Length) return false;
        ReadOnlySpan<byte> fields = _message.Slice(_position, 10);
        Type = BinaryPrimitives.ReadUInt16BigEndian(fields);
        Class = BinaryPrimitives.ReadUInt16BigEndian(fields[2..]);
        TimeToLive = BinaryPrimitives.ReadUInt32BigEndian(fields[4..]);
        DataLength = BinaryPrimitives.ReadUInt16BigEndian(fields[8..]);
        DataAt = _position + 10;
        _position = DataAt + DataLength;
        if (!IsWhole) End();
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    bool End()
    {
        (_left, _recordsLeft) = (0, -1);
        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    readonly ushort Number(int at) => BinaryPrimitives.ReadUInt16BigEndian(_message[at..]);
}
