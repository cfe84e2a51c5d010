using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetWatch.Plugins.Eve;

/// <summary>Numbers as decimal digits, two at a time.</summary>
static class Digits
{
    /// <summary>The longest text of a whole number, with its sign.</summary>
    internal const int MaxLength = 20;

    const int Thousandths = 1000;

    // Beyond this a multiple of a thousandth may have more than the fifteen digits that every double can tell apart.
    const double MaxThousandths = 1e15;

    static ReadOnlySpan<byte> Pairs =>
        "0001020304050607080910111213141516171819202122232425262728293031323334353637383940414243444546474849"u8
        + "5051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899"u8;

    /// <summary>Writes a whole number; <see cref="MaxLength"/> bytes always suffice.</summary>
    internal static int Write(Span<byte> text, long value)
    {
        if (value >= 0) return Write(text, (ulong)value, Count((ulong)value));
        text[0] = (byte)'-';
        ulong magnitude = (ulong)-value;
        return 1 + Write(text[1..], magnitude, Count(magnitude));
    }

    static int Write(Span<byte> text, ulong value, int count)
    {
        // In bounds: so many bytes are there, checked here.
        ref byte end = ref Unsafe.Add(ref MemoryMarshal.GetReference(text[..count]), count);
        ref byte pairs = ref MemoryMarshal.GetReference(Pairs);
        int left = count;
        for (; left >= 2; left -= 2)
        {
            ulong rest = value / 100;
            end = ref Unsafe.Subtract(ref end, 2);
            Unsafe.WriteUnaligned(ref end, Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref pairs, (int)(value - rest * 100) * 2)));
            value = rest;
        }

        if (left == 1) text[0] = (byte)('0' + value);
        return count;
    }

    /// <summary>Writes a number of 0 to 99 as two digits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void WritePair(Span<byte> text, int value)
    {
        ref byte pair = ref Unsafe.Add(ref MemoryMarshal.GetReference(Pairs), (uint)value % 100 * 2);
        Unsafe.WriteUnaligned(ref MemoryMarshal.GetReference(text[..2]), Unsafe.ReadUnaligned<ushort>(ref pair));
    }

    static int Count(ulong value)
    {
        int count = 1;
        for (; value >= 10_000; value /= 10_000) count += 4;
        return value < 10 ? count : value < 100 ? count + 1 : value < 1000 ? count + 2 : count + 3;
    }

    /// <summary>
    /// Writes a multiple of a thousandth as the general formatter would: the fewest digits that say which double it is. False, and
    /// nothing written, for every other number.
    /// </summary>
    internal static bool TryWriteThousandths(Span<byte> text, double value, out int written)
    {
        written = 0;
        double scaled = Math.Round(value * Thousandths);
        // Not zero either: it may be a negative one.
        if (!(scaled is > 0 and < MaxThousandths) || scaled / Thousandths != value) return false;
        (long whole, long rest) = Math.DivRem((long)scaled, Thousandths);
        written = Write(text, whole);
        if (rest == 0) return true;
        text[written] = (byte)'.';
        text[written + 1] = (byte)('0' + rest / 100);
        WritePair(text[(written + 2)..], (int)(rest % 100));
        written += rest % 10 != 0 ? 4 : rest % 100 != 0 ? 3 : 2;
        return true;
    }
}
