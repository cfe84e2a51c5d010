namespace NetWatch.Plugins.Http2.Dissection;

/// <summary>Goes from frame to frame in bytes that are at hand, from the first of the direction or from the first frame that is found.</summary>
ref struct FrameWalk
{
    readonly ReadOnlySpan<byte> _bytes;
    int _at;

    /// <summary>Where the first frame begins; -1 when none was found.</summary>
    internal int First { get; }

    internal FrameWalk(ReadOnlySpan<byte> bytes, bool startsAtFirstByte)
    {
        _bytes = bytes;
        First = startsAtFirstByte ? ConnectionStart.IsPreface(bytes) == false ? 0 : Math.Min(ConnectionStart.PrefaceLength, bytes.Length) : Find(bytes);
        _at = First < 0 ? bytes.Length : First;
    }

    static int Find(ReadOnlySpan<byte> bytes)
    {
        int preface = bytes.IndexOf(ConnectionStart.Preface);
        if (preface >= 0) return preface + ConnectionStart.PrefaceLength;
        for (int at = 0; at + FrameHeader.Size <= bytes.Length; at++)
        {
            if (bytes[at] == 0 && FrameHeader.IsPlausible(bytes.Slice(at, FrameHeader.Size), 1 << 21)) return at;
        }

        return -1;
    }

    /// <summary>Takes the next frame. False at the end, also when a header is cut.</summary>
    internal bool TryNext(out DissectedFrame frame)
    {
        frame = default;
        if (_bytes.Length - _at < FrameHeader.Size) return false;
        FrameHeader header = FrameHeader.Read(_bytes[_at..]);
        long end = (long)_at + FrameHeader.Size + header.Length;
        frame = new DissectedFrame(header, _at, (int)Math.Min(end, _bytes.Length), end <= _bytes.Length);
        _at = frame.PayloadEnd;
        return true;
    }

    /// <summary>Behind the last frame.</summary>
    internal readonly int Position => _at;
}
