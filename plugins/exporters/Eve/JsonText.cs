using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace NetWatch.Plugins.Eve;

/// <summary>Text inside the quotes of JSON (RFC 8259 §7). Text from the wire is escaped; what is no Unicode becomes U+FFFD.</summary>
static class JsonText
{
    /// <summary>Bytes that one character or byte can become at most.</summary>
    internal const int MaxExpansion = 6;

    const ulong SpacesOfFour = 0x0020_0020_0020_0020;

    /// <summary>Writes text; <see cref="MaxExpansion"/> bytes for each of its characters must fit. Returns how many it took.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Write(string value, Span<byte> text)
    {
        int clean = CopyClean(value, text);
        return clean == value.Length ? clean : WriteRest(value, clean, text);
    }

    static int WriteRest(string value, int at, Span<byte> text)
    {
        int written = at;
        for (; at < value.Length; at++)
        {
            char c = value[at];
            if (c < 0x80) written += IsClean(c) ? Put((byte)c, text[written..]) : Escape((byte)c, text[written..]);
            else written += Encode(value, ref at, text[written..]);
        }

        return written;
    }

    /// <summary>Writes UTF-8; <see cref="MaxExpansion"/> bytes for each of its bytes must fit. Returns how many it took.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Write(ReadOnlySpan<byte> utf8, Span<byte> text)
    {
        int clean = CopyClean(utf8, text);
        return clean == utf8.Length ? clean : WriteRest(utf8, clean, text);
    }

    static int WriteRest(ReadOnlySpan<byte> utf8, int at, Span<byte> text)
    {
        int written = at;
        for (; at < utf8.Length; at++)
        {
            byte value = utf8[at];
            if (value < 0x80) written += IsClean((char)value) ? Put(value, text[written..]) : Escape(value, text[written..]);
            else written += Encode(utf8, ref at, text[written..]);
        }

        return written;
    }

    /// <summary>Whether a character stands for itself: printable ASCII but for the quote and the backslash.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsClean(char c) => c is >= ' ' and < '\x7f' and not '"' and not '\\';

    // The longest piece at the beginning that needs no escape, or a little less. In the vectors that every machine has.
    static int CopyClean(string value, Span<byte> text)
    {
        // In bounds: as many bytes as there are characters are there, checked here, and no vector reaches beyond its text.
        ref byte target = ref MemoryMarshal.GetReference(text[..value.Length]);
        ref ushort source = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(value.AsSpan()));
        int at = 0;
        for (; at + Vector128<ushort>.Count <= value.Length; at += Vector128<ushort>.Count)
        {
            Vector128<ushort> eight = Vector128.LoadUnsafe(ref source, (nuint)at);
            if (Dirty(eight) != Vector128<ushort>.Zero) return at;
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, at), Vector128.Narrow(eight, eight).AsUInt64().ToScalar());
        }

        if (at + 4 <= value.Length)
        {
            // A quarter of a vector; its upper half is clean and not written.
            ulong few = Unsafe.ReadUnaligned<ulong>(ref Unsafe.As<ushort, byte>(ref Unsafe.Add(ref source, at)));
            Vector128<ushort> four = Vector128.Create(few, SpacesOfFour).AsUInt16();
            if (Dirty(four) != Vector128<ushort>.Zero) return at;
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, at), Vector128.Narrow(four, four).AsUInt32().ToScalar());
            at += 4;
        }

        for (; at < value.Length && IsClean(value[at]); at++) Unsafe.Add(ref target, at) = (byte)value[at];
        return at;
    }

    static int CopyClean(ReadOnlySpan<byte> utf8, Span<byte> text)
    {
        ref byte target = ref MemoryMarshal.GetReference(text[..utf8.Length]);
        ref byte source = ref MemoryMarshal.GetReference(utf8);
        int at = 0;
        for (; at + Vector128<byte>.Count <= utf8.Length; at += Vector128<byte>.Count)
        {
            Vector128<byte> sixteen = Vector128.LoadUnsafe(ref source, (nuint)at);
            if (Dirty(sixteen) != Vector128<byte>.Zero) return at;
            sixteen.StoreUnsafe(ref target, (nuint)at);
        }

        if (at + sizeof(ulong) <= utf8.Length)
        {
            ulong eight = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref source, at));
            if (Dirty(Vector128.CreateScalar(eight).AsByte()).AsUInt64().ToScalar() != 0) return at;
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, at), eight);
            at += sizeof(ulong);
        }

        if (at + sizeof(uint) <= utf8.Length)
        {
            uint four = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref source, at));
            if (Dirty(Vector128.Create(four).AsByte()).AsUInt32().ToScalar() != 0) return at;
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, at), four);
            at += sizeof(uint);
        }

        for (; at < utf8.Length && IsClean((char)utf8[at]); at++) Unsafe.Add(ref target, at) = utf8[at];
        return at;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector128<byte> Dirty(Vector128<byte> bytes) =>
        Vector128.GreaterThan(bytes - Vector128.Create((byte)' '), Vector128.Create((byte)('~' - ' ')))
        | Vector128.Equals(bytes, Vector128.Create((byte)'"')) | Vector128.Equals(bytes, Vector128.Create((byte)'\\'));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector128<ushort> Dirty(Vector128<ushort> characters) =>
        Vector128.GreaterThan(characters - Vector128.Create((ushort)' '), Vector128.Create((ushort)('~' - ' ')))
        | Vector128.Equals(characters, Vector128.Create((ushort)'"')) | Vector128.Equals(characters, Vector128.Create((ushort)'\\'));

    static int Put(byte value, Span<byte> text)
    {
        text[0] = value;
        return 1;
    }

    static int Escape(byte value, Span<byte> text)
    {
        text[0] = (byte)'\\';
        text[1] = value switch { (byte)'\n' => (byte)'n', (byte)'\r' => (byte)'r', (byte)'\t' => (byte)'t', (byte)'"' or (byte)'\\' => value, _ => (byte)'u' };
        if (text[1] != 'u') return 2;
        text[2] = text[3] = (byte)'0';
        WriteHex(text[4..], value);
        return 6;
    }

    /// <summary>Writes a byte as two hex digits.</summary>
    internal static void WriteHex(Span<byte> text, byte value)
    {
        text[0] = "0123456789abcdef"u8[value >> 4];
        text[1] = "0123456789abcdef"u8[value & 15];
    }

    static int Encode(string value, ref int index, Span<byte> text)
    {
        if (Rune.DecodeFromUtf16(value.AsSpan(index), out Rune rune, out int used) != OperationStatus.Done) rune = Rune.ReplacementChar;
        index += Math.Max(1, used) - 1;
        return rune.EncodeToUtf8(text);
    }

    static int Encode(ReadOnlySpan<byte> utf8, ref int index, Span<byte> text)
    {
        if (Rune.DecodeFromUtf8(utf8[index..], out Rune rune, out int used) != OperationStatus.Done) rune = Rune.ReplacementChar;
        index += Math.Max(1, used) - 1;
        return rune.EncodeToUtf8(text);
    }
}
