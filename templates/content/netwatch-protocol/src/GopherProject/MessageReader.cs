namespace GopherSpace;

/// <summary>Puts the messages of one direction of a stream together, however its segments fall. Keeps of a message what is shown, and no more.</summary>
sealed class MessageReader
{
    readonly byte[] _kept = new byte[MessageHeader.Length + GopherTypeFacts.LongestText];
    MessageHeader _header;
    int _length;

    /// <summary>Whether something else than a message came; nothing is read any longer.</summary>
    internal bool IsBroken { get; private set; }

    /// <summary>Forgets everything of the flow before.</summary>
    internal void Start() => (_length, IsBroken) = (0, false);

    /// <summary>Takes the next message. The body is what is kept of it, valid until the next call. False when the bytes were used up before.</summary>
    internal bool TryTake(ref ReadOnlySpan<byte> bytes, out MessageHeader header, out ReadOnlySpan<byte> body)
    {
        header = default;
        body = default;
        if (IsBroken || !Fill(MessageHeader.Length, ref bytes)) return false;
        IsBroken = MessageHeader.Read(_kept.AsSpan(0, MessageHeader.Length), out _header) != HeaderState.Valid;
        if (IsBroken || !Fill(MessageHeader.Length + _header.BodyLength, ref bytes)) return false;
        header = _header;
        body = _kept.AsSpan(MessageHeader.Length, Math.Min(_header.BodyLength, GopherTypeFacts.LongestText));
        _length = 0;
        return true;
    }

    bool Fill(int wanted, ref ReadOnlySpan<byte> bytes)
    {
        int taken = Math.Min(wanted - _length, bytes.Length);
        if (taken <= 0) return _length >= wanted;
        int room = Math.Min(taken, Math.Max(0, _kept.Length - _length));
        bytes[..room].CopyTo(_kept.AsSpan(Math.Min(_length, _kept.Length)));
        _length += taken;
        bytes = bytes[taken..];
        return _length >= wanted;
    }
}
