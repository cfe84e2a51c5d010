using System.Buffers;

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
    long _position;
    (long Length, DateTime Written) _seen;

    /// <summary>Why the file can't be read, or null. A file that does not exist yet is no fault.</summary>
    public string? Fault { get; private set; }

    /// <summary>The file as it was named.</summary>
    public string Path { get; } = path;

    /// <summary>Reads what is new. Never throws; <see cref="Fault"/> says what is wrong.</summary>
    /// <returns>Whether the file exists and could be read.</returns>
    public bool Poll()
    {
        try
        {
            var info = new FileInfo(Path);
            if (!info.Exists)
            {
                Fault = Directory.Exists(Path) ? "is a folder, not a key log file" : null;
                return false;
            }

            if (_seen == (info.Length, info.LastWriteTimeUtc)) return true;
            if ((info.Attributes & FileAttributes.Device) != 0)
            {
                Fault = "is a device, not a key log file";
                return false;
            }

            Read((info.Length, info.LastWriteTimeUtc));
            Fault = null;
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            Fault = error.Message;
            return false;
        }
    }

    /// <summary>The log is complete: a last line without an end counts too.</summary>
    public void Complete() => _reader.Complete();

    void Read((long Length, DateTime Written) now)
    {
        using var file = new FileStream(Path, new FileStreamOptions
        {
            Mode = FileMode.Open,
            Access = FileAccess.Read,
            Share = FileShare.ReadWrite | FileShare.Delete,
            BufferSize = 0,
        });
        if (!file.CanSeek) throw new NotSupportedException("is a pipe, not a key log file");
        if (!IsContinued(file)) Restart();
        file.Position = _position;
        byte[] chunk = ArrayPool<byte>.Shared.Rent(ChunkLength);
        // What is appended meanwhile is read with the next look: a file that grows without end holds nobody up.
        long left = file.Length - _position;
        while (left > 0 && file.Read(chunk, 0, (int)Math.Min(left, ChunkLength)) is > 0 and int count)
        {
            _reader.Read(chunk.AsSpan(0, count));
            Remember(chunk.AsSpan(0, count));
            _position += count;
            left -= count;
        }

        ArrayPool<byte>.Shared.Return(chunk);
        _seen = _position >= now.Length ? now : default;
    }

    bool IsContinued(FileStream file)
    {
        if (file.Length < _position) return false;
        Span<byte> there = stackalloc byte[TailLength];
        file.Position = _position - _tailLength;
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
        _position = 0;
        _tailLength = 0;
    }
}
