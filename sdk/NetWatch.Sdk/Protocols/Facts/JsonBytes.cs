using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetWatch.Sdk.Protocols.Facts;

/// <summary>Pieces of JSON (RFC 8259) as bytes, for facts that write theirs to <see cref="IFactWriter.Json"/>. There must be room for each.</summary>
static class JsonBytes
{
    /// <summary>Bytes that are JSON as they stand. Inlined, so that those of a known length are a few moves instead of a call.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Put(ReadOnlySpan<byte> json, Span<byte> target, ref int at)
    {
        json.CopyTo(target[at..]);
        at += json.Length;
    }

    /// <summary>ASCII that needs no escape. Returns its length.</summary>
    internal static int Write(string plain, Span<byte> target)
    {
        target = target[..plain.Length];
        for (int i = 0; i < target.Length; i++) target[i] = (byte)plain[i];
        return target.Length;
    }

    /// <summary>A whole number. Returns how many digits it has, ten at most.</summary>
    internal static int Write(uint value, Span<byte> target)
    {
        int count = value < 10 ? 1 : value < 100 ? 2 : value < 1000 ? 3 : value < 10_000 ? 4 : value < 100_000 ? 5 : CountMany(value);
        ref byte first = ref MemoryMarshal.GetReference(target[..count]);
        for (int at = count - 1; at > 0; at--)
        {
            uint rest = value / 10;
            Unsafe.Add(ref first, at) = (byte)('0' + value - rest * 10);
            value = rest;
        }

        first = (byte)('0' + value);
        return count;
    }

    static int CountMany(uint value) => value < 1_000_000 ? 6 : value < 10_000_000 ? 7 : value < 100_000_000 ? 8 : value < 1_000_000_000 ? 9 : 10;

    /// <summary>So many thousandths as a number with a fraction, with no more digits than it has. Returns its length, fourteen at most.</summary>
    internal static int WriteThousandths(uint thousandths, Span<byte> target)
    {
        uint rest = thousandths % 1000;
        int at = Write(thousandths / 1000, target);
        if (rest == 0) return at;
        target[at + 3] = (byte)('0' + rest % 10);
        target[at + 2] = (byte)('0' + rest / 10 % 10);
        target[at + 1] = (byte)('0' + rest / 100);
        target[at] = (byte)'.';
        return at + (rest % 10 != 0 ? 4 : rest % 100 != 0 ? 3 : 2);
    }

    /// <summary>
    /// Sets a backslash before the quotes and backslashes of a text that has no control characters, in its place. Returns its length then, which
    /// may be twice what it was.
    /// </summary>
    internal static int Escape(Span<byte> text, int length)
    {
        int specials = 0;
        foreach (byte value in text[..length]) specials += value is (byte)'"' or (byte)'\\' ? 1 : 0;
        int end = length + specials;
        // From the end, so that nothing is overwritten before it was moved.
        for (int at = length - 1, target = end; target > at + 1; at--)
        {
            byte value = text[at];
            text[--target] = value;
            if (value is (byte)'"' or (byte)'\\') text[--target] = (byte)'\\';
        }

        return end;
    }
}
