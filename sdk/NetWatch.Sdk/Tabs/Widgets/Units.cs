using System.Globalization;

namespace NetWatch.Sdk.Tabs.Widgets;

/// <summary>
/// Numbers as people read them, written into a span that the caller brings: no allocation. Prefixes are decimal (1 kB is
/// 1,000 bytes), as in the names of link speeds. Any thread.
/// </summary>
public static class Units
{
    /// <summary>How many characters a buffer needs for any of these texts.</summary>
    public const int MaxLength = 32;

    const string Prefixes = " kMGTPE";

    /// <summary>An amount in bytes, at most seven characters, for instance <c>0 B</c>, <c>1.2 MB</c> or <c>345 kB</c>. Below 0 counts as 0.</summary>
    /// <exception cref="ArgumentException">The buffer is shorter than <see cref="MaxLength"/>.</exception>
    public static ReadOnlySpan<char> Bytes(long bytes, Span<char> buffer) => Scaled(bytes, "B", buffer);

    /// <summary>A rate, at most eight characters, for instance <c>1.2 Mb/s</c>. NaN and below 0 count as 0.</summary>
    /// <exception cref="ArgumentException">The buffer is shorter than <see cref="MaxLength"/>.</exception>
    public static ReadOnlySpan<char> BitRate(double bitsPerSecond, Span<char> buffer) => Scaled(bitsPerSecond, "b/s", buffer);

    /// <summary>A whole number with its thousands apart, for instance <c>1,234,567</c>.</summary>
    /// <exception cref="ArgumentException">The buffer is shorter than <see cref="MaxLength"/>.</exception>
    public static ReadOnlySpan<char> Count(long count, Span<char> buffer)
    {
        Require(buffer);
        count.TryFormat(buffer, out int written, "N0", CultureInfo.InvariantCulture);
        return buffer[..written];
    }

    /// <summary>A whole number in at most four characters, for instance <c>987</c>, <c>1.2M</c> or <c>345k</c>. Below 0 counts as 0.</summary>
    /// <exception cref="ArgumentException">The buffer is shorter than <see cref="MaxLength"/>.</exception>
    public static ReadOnlySpan<char> ShortCount(long count, Span<char> buffer)
    {
        Require(buffer);
        double value = Reduce(count, out int power);
        int length = Digits(value, power, buffer);
        if (power > 0) buffer[length++] = Prefixes[power];
        return buffer[..length];
    }

    /// <summary>
    /// A duration in at most six characters below ten thousand days: <c>420 µs</c>, <c>4.2 ms</c>, <c>42 s</c>, <c>4m12s</c>,
    /// <c>2h05m</c>, <c>3d04h</c>. Below 0 counts as 0.
    /// </summary>
    /// <exception cref="ArgumentException">The buffer is shorter than <see cref="MaxLength"/>.</exception>
    public static ReadOnlySpan<char> Duration(TimeSpan duration, Span<char> buffer)
    {
        Require(buffer);
        long ticks = Math.Max(0, duration.Ticks);
        if (ticks == 0) return Text("0 s", buffer);
        if (ticks < 9_995) return Pair(Math.Max(1, (ticks + 5) / 10), " µs", buffer);
        double milliseconds = ticks / 1e4;
        if (milliseconds < 999.5) return Decimal(milliseconds, " ms", buffer);
        double seconds = milliseconds / 1e3;
        if (seconds < 59.5) return Decimal(seconds, " s", buffer);
        long whole = ticks / TimeSpan.TicksPerSecond + (ticks % TimeSpan.TicksPerSecond >= TimeSpan.TicksPerSecond / 2 ? 1 : 0);
        if (whole < 3_600) return Pair(whole / 60, 'm', whole % 60, 's', buffer);
        if (whole < 86_400) return Pair(whole / 3_600, 'h', whole / 60 % 60, 'm', buffer);
        return whole < 8_640_000
            ? Pair(whole / 86_400, 'd', whole / 3_600 % 24, 'h', buffer)
            : Pair(whole / 86_400, "d", buffer);
    }

    /// <summary>A share of a whole in at most four characters: <c>0%</c>, <c>&lt;1%</c>, <c>42%</c>. NaN counts as 0.</summary>
    /// <exception cref="ArgumentException">The buffer is shorter than <see cref="MaxLength"/>.</exception>
    public static ReadOnlySpan<char> Percent(double fraction, Span<char> buffer)
    {
        Require(buffer);
        double percent = Math.Clamp(double.IsNaN(fraction) ? 0 : fraction * 100, 0, 100);
        if (percent is > 0 and < 1) return Text("<1%", buffer);
        // Only the whole is 100 %: 99.7 % rounded up would hide that something is left.
        long rounded = percent < 100 ? Math.Min(99, (long)(percent + 0.5)) : 100;
        return Pair(rounded, "%", buffer);
    }

    static ReadOnlySpan<char> Scaled(double amount, string unit, Span<char> buffer)
    {
        Require(buffer);
        double value = Reduce(amount, out int power);
        int length = Digits(value, power, buffer);
        buffer[length++] = ' ';
        if (power > 0) buffer[length++] = Prefixes[power];
        unit.CopyTo(buffer[length..]);
        return buffer[..(length + unit.Length)];
    }

    // Rounding decides the prefix, not the value: 999.6 kB is shown as 1.0 MB and never as 1000 kB.
    static double Reduce(double amount, out int power)
    {
        power = 0;
        if (!(amount > 0)) return 0;
        double value = Math.Min(amount, 999e18);
        for (; value >= 999.5 && power < Prefixes.Length - 1; power++) value /= 1000;
        return value;
    }

    static int Digits(double value, int power, Span<char> buffer)
    {
        value.TryFormat(buffer, out int length, power > 0 && value < 9.95 ? "F1" : "F0", CultureInfo.InvariantCulture);
        return length;
    }

    static ReadOnlySpan<char> Decimal(double value, string unit, Span<char> buffer)
    {
        value.TryFormat(buffer, out int length, value < 9.95 ? "F1" : "F0", CultureInfo.InvariantCulture);
        unit.CopyTo(buffer[length..]);
        return buffer[..(length + unit.Length)];
    }

    static ReadOnlySpan<char> Pair(long value, string unit, Span<char> buffer)
    {
        value.TryFormat(buffer, out int length, default, CultureInfo.InvariantCulture);
        unit.CopyTo(buffer[length..]);
        return buffer[..(length + unit.Length)];
    }

    static ReadOnlySpan<char> Pair(long major, char majorUnit, long minor, char minorUnit, Span<char> buffer)
    {
        major.TryFormat(buffer, out int length, default, CultureInfo.InvariantCulture);
        buffer[length++] = majorUnit;
        minor.TryFormat(buffer[length..], out int more, "00", CultureInfo.InvariantCulture);
        length += more;
        buffer[length++] = minorUnit;
        return buffer[..length];
    }

    static ReadOnlySpan<char> Text(string text, Span<char> buffer)
    {
        text.CopyTo(buffer);
        return buffer[..text.Length];
    }

    static void Require(Span<char> buffer)
    {
        if (buffer.Length < MaxLength) throw new ArgumentException("The buffer needs Units.MaxLength characters.", nameof(buffer));
    }
}
