using System.Globalization;
using System.IO.Compression;

namespace NetWatch.Sdk.Protocols.Http;

/// <summary>
/// Undoes the codings of a Content-Encoding field (RFC 9110 §8.4: gzip, deflate in both of its forms, br, and zstd where the platform has it) for screens and exports. Not for the packet
/// path: it allocates. Work and memory are bounded whatever the body unfolds to, and nothing that a body holds makes it throw. Any thread.
/// </summary>
public static class ContentCoding
{
    /// <summary>A body is decoded up to this many bytes, 16 MiB, and no further.</summary>
    public const long MaxLength = 16 << 20;

    /// <summary>
    /// Content may be so many times as long as its body. Deflate can't reach more than 1,032; text reaches 20, and pages of zeros are no page that anybody reads.
    /// </summary>
    public const int MaxRatio = 256;

    /// <summary>Below this length, in bytes, the ratio is not looked at.</summary>
    public const long RatioFreeLength = 1 << 20;

    const int MaxCodings = 4;

    /// <summary>
    /// Whether the platform has what undoes zstd (libzstd). The first look loads it: a process that will give up its right to open libraries
    /// looks before.
    /// </summary>
    public static bool HasZstd => ZstdLibrary.Loaded is not null;

    /// <summary>Decodes a body.</summary>
    /// <param name="body">The body as transferred, chunk framing undone; may end early.</param>
    /// <param name="contentEncoding">The Content-Encoding field: codings in the order they were applied, or null.</param>
    /// <param name="keep">How many bytes of the content are wanted; the rest is only counted.</param>
    public static DecodedContent Decode(ReadOnlySpan<byte> body, string? contentEncoding, int keep = 64 << 10)
    {
        string[] codings = (contentEncoding ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (codings.All(IsIdentity)) return new DecodedContent(body[..Math.Min(keep, body.Length)].ToArray(), body.Length, true, null);
        if (codings.Length > MaxCodings) return new DecodedContent(default, 0, false, $"It has {codings.Length} codings, more than anybody means.");
        Stream stream = new MemoryStream(body.ToArray());
        try
        {
            for (int i = codings.Length - 1; i >= 0; i--)
            {
                if (IsIdentity(codings[i])) continue;
                if (Open(codings[i], stream) is not { } inner) return new DecodedContent(default, 0, false, $"The coding '{codings[i]}' can't be undone here.");
                stream = new StageStream(default, inner, 2 * MaxLength);
            }

            return Read(stream, body.Length, keep);
        }
        finally
        {
            stream.Dispose();
        }
    }

    // Bare deflate, for what frames of its own are put around elsewhere (RFC 7692).
    internal static DecodedContent Inflate(byte[] coded, int keep)
    {
        using var stream = new DeflateStream(new MemoryStream(coded), CompressionMode.Decompress);
        return Read(stream, coded.Length, keep);
    }

    static bool IsIdentity(string coding) => coding.Equals("identity", StringComparison.OrdinalIgnoreCase);

    static Stream? Open(string coding, Stream inner) => coding.ToUpperInvariant() switch
    {
        "GZIP" or "X-GZIP" => new GZipStream(inner, CompressionMode.Decompress),
        "BR" => new BrotliStream(inner, CompressionMode.Decompress),
        "DEFLATE" => Deflate(inner),
        "ZSTD" when ZstdLibrary.Loaded is { } library => new ZstdStream(library, inner),
        _ => null,
    };

    // "deflate" is the zlib format (RFC 9110 §8.4.1.2), and some servers send the bare one: the checksum of the two header bytes tells (RFC 1950 §2.2).
    static Stream Deflate(Stream inner)
    {
        byte[] start = new byte[2];
        int length = inner.ReadAtLeast(start, 2, throwOnEndOfStream: false);
        bool isZlib = length == 2 && (start[0] & 0x0F) == 8 && (start[0] << 8 | start[1]) % 31 == 0;
        var whole = new StageStream(start.AsMemory(0, length), inner, 2 * MaxLength);
        return isZlib ? new ZLibStream(whole, CompressionMode.Decompress) : new DeflateStream(whole, CompressionMode.Decompress);
    }

    static DecodedContent Read(Stream stream, int codedLength, int keep)
    {
        byte[] kept = new byte[Math.Min(keep, 64 << 10)], piece = new byte[16 << 10];
        long length = 0, ceiling = Math.Min(MaxLength, Math.Max(RatioFreeLength, (long)codedLength * MaxRatio));
        string? note = null;
        try
        {
            int read;
            while ((read = stream.Read(piece)) > 0)
            {
                if (length < keep)
                {
                    int taken = (int)Math.Min(read, keep - length);
                    if (kept.Length < length + taken) Array.Resize(ref kept, (int)Math.Min(keep, Math.Max(kept.Length * 2L, length + taken)));
                    piece.AsSpan(0, taken).CopyTo(kept.AsSpan((int)length));
                }

                length += read;
                if (length > ceiling)
                {
                    note = Stopped(length, codedLength);
                    break;
                }
            }
        }
        catch (Exception error) when (error is InvalidDataException or IOException or InvalidOperationException)
        {
            note = string.Create(CultureInfo.InvariantCulture, $"The body is cut or broken after {length:N0} decoded bytes.");
        }

        return new DecodedContent(kept.AsMemory(0, (int)Math.Min(keep, length)), length, note is null, note);
    }

    static string Stopped(long length, int codedLength) => string.Create(CultureInfo.InvariantCulture,
        $"Decoding stopped after {length:N0} bytes: {codedLength:N0} bytes unfold to {length / Math.Max(1, codedLength):N0} times as many or more.");
}
