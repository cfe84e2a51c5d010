namespace NetWatch.Plugins.Http;

/// <summary>
/// Passes over the body of a message without keeping it (RFC 9112 §6, §7.1). Data is skipped in one step per chunk of the stream;
/// only the framing of chunked bodies is read.
/// </summary>
struct BodyReader
{
    enum Part : byte
    {
        None,
        Counted,
        UntilClose,
        ChunkSize,
        ChunkExtension,
        ChunkData,
        ChunkEnd,
        Trailer,
    }

    Part _part;
    long _left;
    int _digits;
    bool _trailerLineHasText;

    /// <summary>Bytes of the body so far, chunk framing left out.</summary>
    internal long Count { get; private set; }

    /// <summary>Whether the chunk framing made no sense; where the body ends is not known then.</summary>
    internal bool IsBroken { get; private set; }

    internal static BodyReader WithLength(long length) => new() { _part = length == 0 ? Part.None : Part.Counted, _left = length };

    internal static BodyReader UntilClose => new() { _part = Part.UntilClose };

    internal static BodyReader Chunked => new() { _part = Part.ChunkSize };

    /// <summary>Whether nothing of the body is left.</summary>
    internal readonly bool IsComplete => _part == Part.None;

    /// <summary>Counts bytes of a body whose end is not known.</summary>
    internal void Add(long bytes) => Count += bytes;

    /// <summary>Passes over bytes of the body and leaves those that follow it; stops early when the framing is broken.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="kept">Takes a copy of the body, or null.</param>
    internal void Read(ref ReadOnlySpan<byte> bytes, KeptBody? kept = null)
    {
        while (!bytes.IsEmpty && !IsComplete && !IsBroken)
        {
            switch (_part)
            {
                case Part.UntilClose:
                    Count += bytes.Length;
                    kept?.Add(bytes);
                    bytes = default;
                    break;
                case Part.Counted or Part.ChunkData:
                    SkipData(ref bytes, kept);
                    break;
                case Part.ChunkSize:
                    ReadSize(ref bytes);
                    break;
                case Part.ChunkExtension:
                    if (SkipLine(ref bytes)) EndSize();
                    break;
                case Part.ChunkEnd:
                    ReadChunkEnd(ref bytes);
                    break;
                default:
                    ReadTrailer(ref bytes);
                    break;
            }
        }
    }

    /// <summary>Passes over bytes in one step where they are data and more of it follows; else false, and nothing is done.</summary>
    internal bool TryPass(int bytes)
    {
        if (_part != Part.UntilClose)
        {
            if (_part is not (Part.Counted or Part.ChunkData) || bytes >= _left) return false;
            _left -= bytes;
        }

        Count += bytes;
        return true;
    }

    /// <summary>Passes over bytes that were lost. False when the end of the body can't be told any more.</summary>
    internal bool TrySkip(long missing)
    {
        if (_part == Part.UntilClose)
        {
            Count += missing;
            return true;
        }

        if (_part is not (Part.Counted or Part.ChunkData) || missing > _left) return false;
        Take(missing);
        return true;
    }

    void SkipData(ref ReadOnlySpan<byte> bytes, KeptBody? kept)
    {
        int taken = (int)Math.Min(_left, bytes.Length);
        kept?.Add(bytes[..taken]);
        bytes = bytes[taken..];
        Take(taken);
    }

    void Take(long bytes)
    {
        Count += bytes;
        _left -= bytes;
        if (_left == 0) _part = _part == Part.Counted ? Part.None : Part.ChunkEnd;
    }

    void ReadSize(ref ReadOnlySpan<byte> bytes)
    {
        byte value = bytes[0];
        bytes = bytes[1..];
        if (char.IsAsciiHexDigit((char)value))
        {
            // Sizes from 2^63 on have been used to smuggle requests past sums that wrap.
            if (_left > long.MaxValue >> 4) IsBroken = true;
            else _left = _left << 4 | (uint)HexDigit(value);
            _digits++;
            return;
        }

        if (_digits == 0) IsBroken = true;
        else if (value == '\n') EndSize();
        else if (value is (byte)';' or (byte)' ' or (byte)'\t' or (byte)'\r') _part = Part.ChunkExtension;
        else IsBroken = true;
    }

    static int HexDigit(byte value) => value <= '9' ? value - '0' : (value | 0x20) - 'a' + 10;

    void EndSize()
    {
        _digits = 0;
        _trailerLineHasText = false;
        _part = _left == 0 ? Part.Trailer : Part.ChunkData;
    }

    // CR LF behind the data; the CR may be missing.
    void ReadChunkEnd(ref ReadOnlySpan<byte> bytes)
    {
        byte value = bytes[0];
        bytes = bytes[1..];
        if (value == '\n') _part = Part.ChunkSize;
        else if (value != '\r') IsBroken = true;
    }

    void ReadTrailer(ref ReadOnlySpan<byte> bytes)
    {
        int end = bytes.IndexOf((byte)'\n');
        ReadOnlySpan<byte> text = end < 0 ? bytes : bytes[..end];
        _trailerLineHasText |= text.IndexOfAnyExcept((byte)'\r') >= 0;
        bytes = end < 0 ? default : bytes[(end + 1)..];
        if (end < 0) return;
        if (!_trailerLineHasText) _part = Part.None;
        _trailerLineHasText = false;
    }

    static bool SkipLine(ref ReadOnlySpan<byte> bytes)
    {
        int end = bytes.IndexOf((byte)'\n');
        bytes = end < 0 ? default : bytes[(end + 1)..];
        return end >= 0;
    }
}
