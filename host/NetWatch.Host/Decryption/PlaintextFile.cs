using System.Security.Cryptography;

namespace NetWatch.Host.Decryption;

/// <summary>One direction of a decrypted stream on disk. Opened for each write, so that any number of streams needs no handles.</summary>
sealed class PlaintextFile(string path) : IDisposable
{
    const int BufferLength = 16 << 10;

    readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    byte[] _buffer = [];
    int _buffered;
    bool _exists;

    internal string Name => Path.GetFileName(path);

    internal long Bytes { get; private set; }

    /// <summary>Whether anything was written, so that there is a file.</summary>
    internal bool Exists => _exists;

    /// <summary>Where plaintext is missing: the offset in the file, and how many bytes.</summary>
    internal List<(long Offset, long Missing)> Gaps { get; } = [];

    internal void Write(ReadOnlySpan<byte> bytes)
    {
        _hash.AppendData(bytes);
        Bytes += bytes.Length;
        if (_buffered + bytes.Length > BufferLength) Flush();
        if (bytes.Length >= BufferLength)
        {
            Append(bytes);
            return;
        }

        // A stream that says little should cost little.
        if (_buffer.Length < _buffered + bytes.Length) Array.Resize(ref _buffer, Math.Min(BufferLength, Math.Max(512, 2 * (_buffered + bytes.Length))));
        bytes.CopyTo(_buffer.AsSpan(_buffered));
        _buffered += bytes.Length;
    }

    /// <summary>Ends the file and gives the SHA-256 of all of it, in lower-case hex.</summary>
    internal string Complete()
    {
        Flush();
        _buffer = [];
        return Convert.ToHexStringLower(_hash.GetHashAndReset());
    }

    void Flush()
    {
        if (_buffered > 0) Append(_buffer.AsSpan(0, _buffered));
        _buffered = 0;
    }

    void Append(ReadOnlySpan<byte> bytes)
    {
        var options = new FileStreamOptions { Mode = _exists ? FileMode.Append : FileMode.Create, Access = FileAccess.Write, BufferSize = 0 };
        // Secret once, secret still: for the user alone.
        if (!OperatingSystem.IsWindows() && !_exists) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, options);
        file.Write(bytes);
        _exists = true;
    }

    public void Dispose() => _hash.Dispose();
}
