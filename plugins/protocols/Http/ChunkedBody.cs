using System.Globalization;

namespace NetWatch.Plugins.Http;

/// <summary>Takes the chunk framing off a body that is at hand (RFC 9112 §7.1), for showing it.</summary>
static class ChunkedBody
{
    /// <summary>The data of all chunks, as far as the framing makes sense.</summary>
    internal static byte[] Join(ReadOnlySpan<byte> body)
    {
        byte[] data = new byte[body.Length];
        int length = 0, at = 0;
        while (at < body.Length && MessageLayout.TryLine(body, ref at, out ReadOnlySpan<byte> line))
        {
            int end = line.IndexOfAny((byte)';', (byte)' ', (byte)'\t');
            ReadOnlySpan<byte> digits = end < 0 ? line : line[..end];
            if (!int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int size) || size <= 0) break;
            int taken = Math.Min(size, body.Length - at);
            body.Slice(at, taken).CopyTo(data.AsSpan(length));
            length += taken;
            at += taken;
            // The line end behind the data; a chunk that is cut has none.
            if (at < body.Length) MessageLayout.TryLine(body, ref at, out _);
        }

        return data[..length];
    }
}
