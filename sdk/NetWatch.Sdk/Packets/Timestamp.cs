using System.Globalization;

namespace NetWatch.Sdk.Packets;

/// <summary>
/// Packet time: nanoseconds since 1970-01-01T00:00:00Z, as the capture gave it. It is the only clock of the packet path, so a
/// file gives the same answers as the wire. It may stand still or go backwards between packets.
/// </summary>
/// <param name="Nanoseconds">Nanoseconds since the Unix epoch; years 1678 to 2262.</param>
public readonly record struct Timestamp(long Nanoseconds) : IComparable<Timestamp>
{
    /// <summary>Nanoseconds in a second.</summary>
    public const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>The time that has passed from <paramref name="earlier"/> to this moment; negative when it lies behind.</summary>
    public TimeSpan Since(Timestamp earlier) => TimeSpan.FromTicks((Nanoseconds - earlier.Nanoseconds) / 100);

    /// <summary>The same moment as a date, rounded down to 100 ns. Allocates nothing.</summary>
    public DateTimeOffset ToDateTimeOffset() =>
        DateTimeOffset.UnixEpoch.AddTicks(Nanoseconds / 100 - (Nanoseconds % 100 < 0 ? 1 : 0));

    /// <inheritdoc/>
    public int CompareTo(Timestamp other) => Nanoseconds.CompareTo(other.Nanoseconds);

    /// <summary>Whether <paramref name="left"/> lies before <paramref name="right"/>.</summary>
    public static bool operator <(Timestamp left, Timestamp right) => left.Nanoseconds < right.Nanoseconds;

    /// <summary>Whether <paramref name="left"/> lies after <paramref name="right"/>.</summary>
    public static bool operator >(Timestamp left, Timestamp right) => left.Nanoseconds > right.Nanoseconds;

    /// <summary>Whether <paramref name="left"/> lies before <paramref name="right"/> or is the same moment.</summary>
    public static bool operator <=(Timestamp left, Timestamp right) => left.Nanoseconds <= right.Nanoseconds;

    /// <summary>Whether <paramref name="left"/> lies after <paramref name="right"/> or is the same moment.</summary>
    public static bool operator >=(Timestamp left, Timestamp right) => left.Nanoseconds >= right.Nanoseconds;

    /// <summary>ISO 8601 in UTC with nine decimals, for instance <c>2026-01-02T03:04:05.000000006Z</c>.</summary>
    public override string ToString() =>
        ToDateTimeOffset().ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture)
        + "." + Modulo(Nanoseconds, NanosecondsPerSecond).ToString("D9", CultureInfo.InvariantCulture) + "Z";

    static long Modulo(long value, long divisor)
    {
        long rest = value % divisor;
        return rest < 0 ? rest + divisor : rest;
    }
}
