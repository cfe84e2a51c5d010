using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NetWatch.Sdk.Protocols.Dns;

/// <summary>Names on the wire (RFC 1035 §3.1, §4.1.4): labels of at most 63 bytes, the rest of a name by a pointer.</summary>
public static class DnsName
{
    /// <summary>A name has at most 255 bytes on the wire (RFC 1035 §2.3.4), and so at most 127 labels.</summary>
    public const int MaxWireLength = 255;

    /// <summary>Characters that any name fits into: every byte as \DDD.</summary>
    public const int MaxTextLength = MaxWireLength * 4;

    /// <summary>More pointers than labels a name can have serve nothing but a loop.</summary>
    const int MaxJumps = 128;

    /// <summary>
    /// Passes over the name at <paramref name="position"/> without following pointers. False when the bytes end before the name, or a
    /// label has one of the two types that were never used (RFC 6891 §5).
    /// </summary>
    public static bool TrySkip(ReadOnlySpan<byte> message, ref int position)
    {
        int at = position, total = 0;
        while (at < message.Length)
        {
            int length = message[at];
            if (length == 0)
            {
                position = at + 1;
                return true;
            }

            if (length >= 0xC0)
            {
                if (at + 1 >= message.Length) return false;
                position = at + 2;
                return true;
            }

            total += length + 1;
            if (length > 63 || total >= MaxWireLength) return false;
            at += length + 1;
        }

        return false;
    }

    /// <summary>
    /// Writes the name at <paramref name="position"/> as text and moves past it. Loops, forward pointers without an end and bytes that
    /// run out give what was read up to there; false then. The text is never more than <see cref="MaxTextLength"/> characters.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> message, ref int position, Span<char> text, out int written)
    {
        Span<byte> ascii = stackalloc byte[MaxTextLength];
        bool isWhole = TryRead(message, ref position, ascii, out written);
        for (int i = 0; i < written; i++) text[i] = (char)ascii[i];
        return isWhole;
    }

    /// <summary>The same as ASCII.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> message, ref int position, Span<byte> text, out int written) =>
        TryRead(message, ref position, text, out written, out _);

    /// <summary>The same, and whether the text is free of quotes and backslashes, so that it may stand in quotes as it is.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> message, ref int position, Span<byte> text, out int written, out bool isPlain)
    {
        isPlain = true;
        int at = position, jumps = 0, total = 0, length = 0;
        bool isWhole = false;
        while ((uint)at < (uint)message.Length)
        {
            int label = message[at];
            if (label == 0)
            {
                if (jumps == 0) position = at + 1;
                isWhole = true;
                break;
            }

            if (label >= 0xC0)
            {
                if (at + 1 >= message.Length) break;
                if (jumps == 0) position = at + 2;
                if (++jumps > MaxJumps) break;
                at = (label & 0x3F) << 8 | message[at + 1];
                continue;
            }

            total += label + 1;
            if (label > 63 || total >= MaxWireLength || at + 1 + label > message.Length) break;
            if (length > 0) text[length++] = (byte)'.';
            if (TryCopyPlain(message[(at + 1)..], label, text[length..])) length += label;
            else length += WriteLabel(message.Slice(at + 1, label), text[length..], ref isPlain);
            at += label + 1;
        }

        written = length;
        return isWhole;
    }

    // Nearly every label stands for itself. Whole vectors are read and written, so there must be room for them; what is behind the label is
    // overwritten by what follows it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool TryCopyPlain(ReadOnlySpan<byte> label, int length, Span<byte> text)
    {
        int whole = (length + Vector128<byte>.Count - 1) & -Vector128<byte>.Count;
        if (whole > label.Length || whole > text.Length) return false;
        ref byte source = ref MemoryMarshal.GetReference(label);
        ref byte target = ref MemoryMarshal.GetReference(text);
        int at = 0;
        for (; at < length - Vector128<byte>.Count; at += Vector128<byte>.Count)
        {
            Vector128<byte> sixteen = Vector128.LoadUnsafe(ref source, (nuint)at);
            if (Special(sixteen) != Vector128<byte>.Zero) return false;
            sixteen.StoreUnsafe(ref target, (nuint)at);
        }

        Vector128<byte> last = Vector128.LoadUnsafe(ref source, (nuint)at);
        last.StoreUnsafe(ref target, (nuint)at);
        return (Special(last).ExtractMostSignificantBits() & ((1U << (length - at)) - 1)) == 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector128<byte> Special(Vector128<byte> bytes) =>
        Vector128.GreaterThan(bytes - Vector128.Create((byte)'!'), Vector128.Create((byte)('~' - '!')))
        | Vector128.Equals(bytes, Vector128.Create((byte)'.')) | Vector128.Equals(bytes, Vector128.Create((byte)'\\'))
        | Vector128.Equals(bytes, Vector128.Create((byte)'"'));

    // A dot inside a label and the backslash itself are escaped, all that is not printable becomes \DDD (RFC 1035 §5.1).
    static int WriteLabel(ReadOnlySpan<byte> label, Span<byte> text, ref bool isPlain)
    {
        int written = 0;
        foreach (byte value in label)
        {
            if (value is > 0x20 and < 0x7F and not (byte)'.' and not (byte)'\\' and not (byte)'"')
            {
                text[written++] = value;
                continue;
            }

            isPlain = false;
            if (value is > 0x20 and < 0x7F)
            {
                if (value != '"') text[written++] = (byte)'\\';
                text[written++] = value;
                continue;
            }

            text[written++] = (byte)'\\';
            text[written++] = (byte)('0' + value / 100);
            text[written++] = (byte)('0' + value / 10 % 10);
            text[written++] = (byte)('0' + value % 10);
        }

        return written;
    }
}
