using System.Buffers;
using NetWatch.Engine.Files;

namespace NetWatch.Engine.Decryption;

/// <summary>
/// Follows a key log file into a ring: what is appended, a file that is created later, replaced or cut, and lines that are written half
/// by half. One thread.
/// </summary>
public sealed class KeyLogFile(string path, KeyRing ring)
{
    // The end of what was read must still be there, or the file is another one.
    const int TailLength = 64;
    const int ChunkLength = 64 << 10;

    readonly KeyLogReader _reader = new(ring);
    readonly byte[] _tail = new byte[TailLength];
    int _tailLength;
    (long Length, DateTime Written) _seen;

    /// <summary>Why the file can't be read, to go behind its name; null when it can, or does not exist yet.</summary>
    public string? Fault { get; private set; }

    /// <summary>The file as it was named.</summary>
    public string Path { get; } = path;

    /// <summary>Bytes read of it since it was opened, replaced or cut.</summary>
    public long Position { get; private set; }

    /// <summary>Lines with a secret, and lines that are no key log lines, of all that was read.</summary>
    public (long Good, long Malformed) Lines => (_reader.Secrets, _reader.Malformed);

    /// <summary>When it was written last, as far as it was read; null before it was there.</summary>
    public DateTime? Written { get; private set; }

    /// <summary>Reads what is new. Never throws and never waits for a writer; <see cref="Fault"/> says what is wrong.</summary>
    /// <returns>Whether the file exists and could be read.</returns>
    public bool Poll()
    {
        try
        {
            if (IsAsSeen()) return true;
            using FileStream? file = PlainFile.TryOpen(Path);
            Fault = null;
            if (file is null) return false;
            Read(file);
            return Fault is null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            Fault = error.Message;
            return false;
        }
    }

    // What is no name is refused where it is opened.
    bool IsAsSeen()
    {
        if (_seen == default) return false;
        var info = new FileInfo(Path);
        return info.Exists && _seen == (info.Length, info.LastWriteTimeUtc);
    }

    /// <summary>The log is complete: a last line without an end counts too.</summary>
    public void Complete() => _reader.Complete();

    void Read(FileStream file)
    {
        (long Length, DateTime Written) now = (file.Length, File.GetLastWriteTimeUtc(file.SafeFileHandle));
        if (!IsContinued(file)) Restart();
        file.Position = Position;
        byte[] chunk = ArrayPool<byte>.Shared.Rent(ChunkLength);
        // What is appended meanwhile is read with the next look: a file that grows without end holds nobody up.
        long left = now.Length - Position;
        while (left > 0 && !_reader.IsVain && file.Read(chunk, 0, (int)Math.Min(left, ChunkLength)) is > 0 and int count)
        {
            _reader.Read(chunk.AsSpan(0, count));
            Remember(chunk.AsSpan(0, count));
            Position += count;
            left -= count;
        }

        ArrayPool<byte>.Shared.Return(chunk);
        Written = now.Written;
        if (_reader.IsVain) Fault = $"is no key log: {KeyLogReader.MostInVain >> 20} MiB of it hold no secret; the rest is not read";
        // What is not read to its end is looked at again, and what is wrong with it told again.
        _seen = Position >= now.Length ? now : default;
    }

    bool IsContinued(FileStream file)
    {
        if (file.Length < Position) return false;
        Span<byte> there = stackalloc byte[TailLength];
        file.Position = Position - _tailLength;
        return file.ReadAtLeast(there[.._tailLength], _tailLength, throwOnEndOfStream: false) == _tailLength
            && there[.._tailLength].SequenceEqual(_tail.AsSpan(0, _tailLength));
    }

    void Remember(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= TailLength)
        {
            bytes[^TailLength..].CopyTo(_tail);
            _tailLength = TailLength;
            return;
        }

        int kept = Math.Min(_tailLength, TailLength - bytes.Length);
        _tail.AsSpan(_tailLength - kept, kept).CopyTo(_tail);
        bytes.CopyTo(_tail.AsSpan(kept));
        _tailLength = kept + bytes.Length;
    }

    void Restart()
    {
        _reader.Restart();
        Position = 0;
        _tailLength = 0;
    }
}
