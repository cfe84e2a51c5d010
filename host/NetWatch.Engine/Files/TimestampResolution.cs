using NetWatch.Sdk.Packets;

namespace NetWatch.Engine.Files;

/// <summary>
/// How an interface writes its timestamps: a count of units of a power of ten or of two of a second (pcapng <c>if_tsresol</c>),
/// with an offset in whole seconds (<c>if_tsoffset</c>).
/// </summary>
public sealed class TimestampResolution
{
    enum Conversion { Multiply, Divide, Shift }

    readonly Conversion _conversion;
    readonly ulong _factor;
    readonly int _shift;
    readonly ulong _simpleLimit;

    /// <summary>Microseconds, the resolution where the file says nothing.</summary>
    public static TimestampResolution Microseconds { get; } = new(6, 0);

    /// <summary>Nanoseconds.</summary>
    public static TimestampResolution Nanoseconds { get; } = new(9, 0);

    /// <summary>Takes the two options as they stand in the file.</summary>
    /// <param name="code">The negative power of ten, or with the highest bit set, of two.</param>
    /// <param name="offsetSeconds">Seconds to add to every timestamp.</param>
    public TimestampResolution(byte code, long offsetSeconds)
    {
        Code = code;
        OffsetSeconds = offsetSeconds;
        int power = code & 0x7F;
        if ((code & 0x80) != 0) (_conversion, _shift) = (Conversion.Shift, power);
        else if (power <= 9) (_conversion, _factor) = (Conversion.Multiply, PowerOfTen(9 - power));
        else if (power <= 28) (_conversion, _factor) = (Conversion.Divide, PowerOfTen(power - 9));
        // A full counter of units this fine does not reach a nanosecond, and neither does one of 2^-127 seconds.
        else (_conversion, _shift) = (Conversion.Shift, 127);
        // Up to here nothing can overflow, so that the usual resolutions need no wide arithmetic per packet.
        if (_conversion == Conversion.Multiply && offsetSeconds == 0) _simpleLimit = long.MaxValue / _factor;
    }

    /// <summary>The resolution as it stands in the file.</summary>
    public byte Code { get; }

    /// <summary>Seconds that are added to every timestamp.</summary>
    public long OffsetSeconds { get; }

    /// <summary>Turns a count of units into packet time; what lies beyond the years 1678 to 2262 becomes the nearest moment in them.</summary>
    public Timestamp ToTimestamp(ulong units)
    {
        return units < _simpleLimit ? new Timestamp((long)(units * _factor)) : ToTimestampWide(units);
    }

    // Code with numbers of 128 bits is compiled when it is first called, so it stands apart from what every capture needs.
    Timestamp ToTimestampWide(ulong units)
    {
        Int128 nanoseconds = _conversion switch
        {
            Conversion.Multiply => (Int128)units * _factor,
            Conversion.Divide => units / _factor,
            _ => (Int128)(((UInt128)units * Timestamp.NanosecondsPerSecond) >> _shift),
        };
        nanoseconds += (Int128)OffsetSeconds * Timestamp.NanosecondsPerSecond;
        return new Timestamp((long)Int128.Clamp(nanoseconds, long.MinValue, long.MaxValue));
    }

    static ulong PowerOfTen(int power)
    {
        ulong result = 1;
        for (int i = 0; i < power; i++) result *= 10;
        return result;
    }
}
