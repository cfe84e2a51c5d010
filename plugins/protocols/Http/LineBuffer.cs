namespace NetWatch.Plugins.Http;

/// <summary>Cuts a stream into lines. A line in one piece is handed out where it lies; only the pieces of others are copied.</summary>
sealed class LineBuffer
{
    /// <summary>The longest line that is kept; what lies behind is passed over up to its end.</summary>
    internal const int MaxLength = 16 * 1024;

    byte[] _kept = [];
    int _length;
    bool _isHandedOut;

    /// <summary>The piece of a line that waits for the rest.</summary>
    internal ReadOnlySpan<byte> Pending => _isHandedOut ? default : _kept.AsSpan(0, _length);

    /// <summary>Whether the line last handed out, or the pending one, was longer than <see cref="MaxLength"/>.</summary>
    internal bool IsCut { get; private set; }

    internal void Clear()
    {
        _length = 0;
        _isHandedOut = false;
        IsCut = false;
    }

    /// <summary>
    /// Takes bytes up to and with the next line feed. The line comes without its end, CR LF or a bare LF (RFC 9112 §2.2), and stays
    /// valid until the next call. False when the bytes were used up before the line ended.
    /// </summary>
    internal bool TryTake(ref ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> line)
    {
        if (_isHandedOut) Clear();
        int end = bytes.IndexOf((byte)'\n');
        if (end < 0)
        {
            Keep(bytes);
            bytes = default;
            line = default;
            return false;
        }

        line = bytes[..end];
        bytes = bytes[(end + 1)..];
        if (_length > 0)
        {
            Keep(line);
            line = _kept.AsSpan(0, _length);
        }
        else if (line.Length > MaxLength)
        {
            line = line[..MaxLength];
            IsCut = true;
        }

        _isHandedOut = true;
        if (line.Length > 0 && line[^1] == '\r') line = line[..^1];
        return true;
    }

    void Keep(ReadOnlySpan<byte> piece)
    {
        int room = MaxLength - _length;
        if (piece.Length > room)
        {
            piece = piece[..room];
            IsCut = true;
        }

        int needed = _length + piece.Length;
        if (needed > _kept.Length) Array.Resize(ref _kept, Math.Min(MaxLength, Math.Max(256, needed * 2)));
        piece.CopyTo(_kept.AsSpan(_length));
        _length = needed;
    }
}
