using System.Buffers.Text;
using System.Text;

namespace NetWatch.Terminal.Cells;

/// <summary>A growing buffer of bytes for the terminal, kept from frame to frame.</summary>
public sealed class ByteBuffer
{
    byte[] _bytes = new byte[16 * 1024];

    /// <summary>Bytes written since <see cref="Clear"/>.</summary>
    public int Length { get; private set; }

    /// <summary>What was written.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    /// <summary>Forgets what was written and keeps the room.</summary>
    public void Clear() => Length = 0;

    /// <summary>Bytes as they are.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        Length += bytes.Length;
    }

    /// <summary>A number in decimal.</summary>
    public void Write(int number)
    {
        Utf8Formatter.TryFormat(number, Room(11), out int written);
        Length += written;
    }

    /// <summary>A character in UTF-8; what is no scalar value becomes U+FFFD.</summary>
    public void WriteRune(int rune)
    {
        if (rune is >= 0x20 and < 0x7F)
        {
            Room(1)[0] = (byte)rune;
            Length++;
            return;
        }

        Length += (Rune.IsValid(rune) ? new Rune(rune) : Rune.ReplacementChar).EncodeToUtf8(Room(4));
    }

    Span<byte> Room(int count)
    {
        if (_bytes.Length - Length < count) Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + count));
        return _bytes.AsSpan(Length);
    }
}
