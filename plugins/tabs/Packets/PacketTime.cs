using System.Globalization;
using NetWatch.Sdk.Packets;

namespace NetWatch.Plugins.Packets;

/// <summary>Writes the time column without allocating.</summary>
static class PacketTime
{
    internal const int MaxLength = 40;

    /// <summary>A span of time in seconds with so many decimals (1 to 9), cut and not rounded, so that order stays order.</summary>
    internal static ReadOnlySpan<char> Seconds(long nanoseconds, int decimals, Span<char> buffer)
    {
        int at = 0;
        if (nanoseconds < 0) buffer[at++] = '-';
        ulong magnitude = nanoseconds < 0 ? (ulong)-(nanoseconds + 1) + 1 : (ulong)nanoseconds;
        (magnitude / (ulong)Timestamp.NanosecondsPerSecond).TryFormat(buffer[at..], out int written, default, CultureInfo.InvariantCulture);
        return Fraction((long)(magnitude % (ulong)Timestamp.NanosecondsPerSecond), decimals, buffer, at + written);
    }

    /// <summary>The time of day in a zone.</summary>
    internal static ReadOnlySpan<char> Clock(Timestamp time, TimeZoneInfo zone, int decimals, Span<char> buffer)
    {
        DateTimeOffset moment = time.ToDateTimeOffset();
        moment.ToOffset(zone.GetUtcOffset(moment)).TryFormat(buffer, out int written, "HH:mm:ss", CultureInfo.InvariantCulture);
        long rest = time.Nanoseconds % Timestamp.NanosecondsPerSecond;
        return Fraction(rest < 0 ? rest + Timestamp.NanosecondsPerSecond : rest, decimals, buffer, written);
    }

    static ReadOnlySpan<char> Fraction(long nanoseconds, int decimals, Span<char> buffer, int at)
    {
        buffer[at++] = '.';
        for (long unit = Timestamp.NanosecondsPerSecond / 10; decimals > 0; decimals--, unit /= 10)
            buffer[at++] = (char)('0' + nanoseconds / unit % 10);
        return buffer[..at];
    }
}
