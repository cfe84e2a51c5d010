using System.Runtime.CompilerServices;
using System.IO.Compression;
using Microsoft.Win32.SafeHandles;
using NetWatch.Sdk.Capture;
using NetWatch.Sdk.Packets;

namespace NetWatch.Engine.Files;

/// <summary>
/// Reads a capture file or a capture that comes through a pipe: pcap, pcapng, each also compressed with gzip. Forward only, one
/// thread, nothing allocated per packet.
/// </summary>
public sealed class CaptureFileReader : IDisposable
{
    // Enough to recognise every format.
    const int MagicLength = 32;

    readonly CountingStream _raw;
    readonly RecordBuffer _input = new(RecordBuffer.DefaultCapacity);
    readonly CaptureMetadata _metadata = new();
    CaptureRecords? _records;
    PcapRecords? _pcap;
    GZipStream? _unpacked;
    CaptureFileError? _error;

    CaptureFileReader(Stream stream, string name)
    {
        _raw = new CountingStream(stream);
        Name = name;
    }

    /// <summary>What the messages call the capture.</summary>
    public string Name { get; }

    /// <summary>Why reading ended before the end; null while it goes on and after a clean end.</summary>
    public CaptureFileError? Error => _error ?? _records?.Error;

    /// <summary>How far the stream behind was used, in its own (possibly compressed) bytes: for a progress bar.</summary>
    public long BytesConsumed => _unpacked is null ? _input.Offset : _raw.Count;

    /// <summary>The interfaces met so far. A pcap file has one.</summary>
    public IReadOnlyList<CaptureFileInterface> Interfaces => _metadata.Interfaces;

    /// <summary>The secrets met so far; at most 16 MiB are kept.</summary>
    public IReadOnlyList<CaptureFileSecrets> DecryptionSecrets => _metadata.Secrets;

    /// <summary>Whether it is compressed, as far as it was read.</summary>
    public bool IsCompressed => _unpacked is not null;

    /// <summary>Whether secrets may come in it. Certain from the first packet on: a pcap file has no place for them.</summary>
    public bool MayBringSecrets => _pcap is null;

    /// <summary>Is told of secrets as they are met, before the packets behind them, on the reading thread. Set before the first packet.</summary>
    public Action<CaptureFileSecrets>? SecretsFound
    {
        get => _metadata.SecretsFound;
        set => _metadata.SecretsFound = value;
    }

    /// <summary>The names of addresses met so far; at most 65,536 are kept.</summary>
    public IReadOnlyList<CaptureFileName> Names => _metadata.Names;

    /// <summary>Names and secrets that were not kept because there were too many.</summary>
    public long MetadataLeftOut => _metadata.LeftOut;

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
    public bool TryRead(out CapturedPacket packet) =>
        _pcap is not null && _pcap.TryReadBuffered(out packet) || TryReadGuarded(out packet);

    /// <summary>
    /// Reads the next packet when it lies in the buffer already, so that the bytes of the one before stay good as well; its link type is
    /// <see cref="BufferedLinkType"/>. False says nothing but that <see cref="TryRead"/> has to be asked.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryReadBuffered(out ReadOnlySpan<byte> bytes, out long time, out int wireLength)
    {
        if (_pcap is not null) return _pcap.TryReadBuffered(out bytes, out time, out wireLength);
        bytes = default;
        (time, wireLength) = (0, 0);
        return false;
    }

    internal LinkType BufferedLinkType => _pcap?.LinkType ?? default;

    bool TryReadGuarded(out CapturedPacket packet)
    {
        packet = default;
        if (_error is not null) return false;
        try
        {
            if (_records is null && !TryBegin()) return false;
            if (_records!.Error is not null) return false;
            return _records.TryRead(out packet) || _records.Error is null && IsCompressionCut() && Fail("the gzip compression is cut short");
        }
        catch (InvalidDataException)
        {
            return Fail("the gzip compression is broken");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or NotSupportedException or ObjectDisposedException)
        {
            return Fail($"it can't be read any further ({fault.Message.TrimEnd('.')})");
        }
    }

    /// <summary>
    /// Reads the secrets that stand behind the packets that are still to come, and tells <see cref="SecretsFound"/> of them; packets that are met
    /// later than this call find them known, and are not told of them again. Called between two packets.
    /// </summary>
    /// <param name="file">The file behind the stream, which must be at its place and readable anywhere.</param>
    /// <param name="most">How many bytes to look through at most, beside those behind the last packet.</param>
    /// <returns>False when more may come: the file is compressed, or longer than that.</returns>
    public bool TryReadSecretsAhead(SafeFileHandle file, long most)
    {
        if (_unpacked is not null) return false;
        bool isAll = true;
        try
        {
            if (_records is PcapngRecords blocks) isAll = new PcapngSecretsScan(file, blocks.IsBigEndian).Read(_input.Offset, most, _metadata);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or NotSupportedException or ObjectDisposedException)
        {
            // Whoever reads the packets comes to that place too, and says what is wrong.
        }

        return _metadata.IsClosedToSecrets = isAll;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _unpacked?.Dispose();
        _raw.Dispose();
    }

    bool TryBegin()
    {
        _input.Attach(_raw);
        _input.Ensure(MagicLength);
        if (_unpacked is null && _input.Unused.StartsWith<byte>([0x1F, 0x8B])) BeginUnpacking();
        ReadOnlySpan<byte> start = _input.Unused;
        if (start.IsEmpty) return Refuse($"{Name} is empty: not even a file header is there. Was the capture ended before its first write?");
        if (PcapngRecords.IsMagic(start))
        {
            _records = new PcapngRecords(_input, Name, _metadata);
            return true;
        }

        return PcapHeader.IsMagic(start) ? TryBeginPcap() : Refuse(ForeignFormat.Describe(start, Name));
    }

    void BeginUnpacking()
    {
        _raw.PutBack(_input.Unused);
        _unpacked = new GZipStream(_raw, CompressionMode.Decompress);
        _input.Attach(_unpacked);
        _input.Ensure(MagicLength);
    }

    // The unpacking stream ends without a word when its own input does. But a gzip file ends with the length of its last member
    // (RFC 1952 §2.3.1), which cannot be more than all that came out; what stands at the end of a cut file nearly always is.
    bool IsCompressionCut() => _unpacked is not null && _input.Taken <= uint.MaxValue && _raw.LastFour > (ulong)_input.Taken;

    bool TryBeginPcap()
    {
        if (!PcapHeader.TryRead(_input.Unused, out PcapHeader? header))
        {
            return Refuse($"{Name} is cut short within its file header ({_input.Available} of {PcapHeader.Length} bytes are there): "
                + "there is no packet in it. Get it again from where it was captured.");
        }

        _input.Position += PcapHeader.Length;
        _metadata.TryAdd(new CaptureFileInterface
        {
            Index = 0,
            LinkType = header!.LinkType,
            SnapLength = header.SnapLength,
            Resolution = header.IsNanosecond ? TimestampResolution.Nanoseconds : TimestampResolution.Microseconds,
        });
        _records = _pcap = new PcapRecords(_input, Name, header);
        return true;
    }

    bool Refuse(string message)
    {
        _error = new CaptureFileError(message, 0);
        return false;
    }

    bool Fail(string what)
    {
        long offset = _input.Offset;
        _error = new CaptureFileError(
            $"{Name}: {what} at byte {offset}. Everything before that place was read; for the rest, get the file again from where it was captured.",
            offset);
        return false;
    }
}
