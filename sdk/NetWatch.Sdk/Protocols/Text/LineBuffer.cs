namespace NetWatch.Sdk.Protocols.Text;

/// <summary>
/// Cuts one direction of a stream into lines. A line that lies whole in a chunk is handed out where it lies; only pieces of others are
/// copied. Holds at most the longest line, whatever the bytes are. For one thread.
/// </summary>
/// <param name="maxLength">The longest line that is kept, in bytes, at least 1; the rest of a longer one is passed over.</param>
public sealed class LineBuffer(int maxLength)
{
    byte[] _kept = [];
    int _length;
    bool _isHandedOut;

    /// <summary>Whether the line last handed out, or the one that waits for its end, was longer than what is kept.</summary>
    public bool IsCut { get; private set; }

    /// <summary>What is kept of an unfinished line; valid until the next call.</summary>
    public ReadOnlySpan<byte> Pending => _isHandedOut ? default : _kept.AsSpan(0, _length);

    /// <summary>How many bytes of an unfinished line are kept.</summary>
    public int PendingLength => Pending.Length;

    /// <summary>Forgets the unfinished line.</summary>
    public void Clear()
    {
        _length = 0;
        _isHandedOut = false;
        IsCut = false;
    }

    /// <summary>
    /// Takes bytes up to and with the next line feed, and moves <paramref name="bytes"/> on. The line comes without its end (CR LF, or a bare LF)
    /// and stays valid until the next call.
    /// </summary>
    /// <returns>False when the bytes were used up before the line ended.</returns>
    public bool TryTake(ref ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> line)
    {
        if (_isHandedOut) Clear();
        int end = bytes.IndexOf((byte)'\n');
        line = end < 0 ? bytes : bytes[..end];
        bytes = end < 0 ? default : bytes[(end + 1)..];
        if (end < 0 || _length > 0)
        {
            Keep(line);
            line = _kept.AsSpan(0, _length);
        }
        else if (line.Length > maxLength)
        {
            line = line[..maxLength];
            IsCut = true;
        }

        _isHandedOut = end >= 0;
        if (!_isHandedOut) line = default;
        else if (!line.IsEmpty && line[^1] == '\r') line = line[..^1];
        return _isHandedOut;
    }

    void Keep(ReadOnlySpan<byte> piece)
    {
        int room = maxLength - _length;
        if (piece.Length > room)
        {
            piece = piece[..room];
            IsCut = true;
        }

        int needed = _length + piece.Length;
        if (needed > _kept.Length) Array.Resize(ref _kept, Math.Min(maxLength, Math.Max(128, needed * 2)));
        piece.CopyTo(_kept.AsSpan(_length));
        _length = needed;
    }
}
