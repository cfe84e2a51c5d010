using NetWatch.Sdk.Packets;

namespace NetWatch.Plugins.Eve;

/// <summary>Timestamps as EVE writes them, <c>2026-01-02T03:04:05.000006+0000</c>. Keeps the date and time of the last second.</summary>
sealed class EveTime
{
    readonly byte[] _text = "0000-00-00T00:00:00.000000+0000"u8.ToArray();
    long _second = long.MinValue;

    /// <summary>The text; good until the next call.</summary>
    internal ReadOnlySpan<byte> Format(Timestamp time)
    {
        long second = Math.DivRem(time.Nanoseconds, Timestamp.NanosecondsPerSecond, out long rest);
        if (rest < 0) (second, rest) = (second - 1, rest + Timestamp.NanosecondsPerSecond);
        if (second != _second) SetSecond(second);
        Digits(20, 6, (int)(rest / 1000));
        return _text;
    }

    void SetSecond(long second)
    {
        _second = second;
        DateTime date = DateTime.UnixEpoch.AddSeconds(second);
        Digits(0, 4, date.Year);
        Digits(5, 2, date.Month);
        Digits(8, 2, date.Day);
        Digits(11, 2, date.Hour);
        Digits(14, 2, date.Minute);
        Digits(17, 2, date.Second);
    }

    void Digits(int at, int count, int value)
    {
        for (int i = count - 1; i >= 0; i--)
        {
            (value, int digit) = Math.DivRem(value, 10);
            _text[at + i] = (byte)('0' + digit);
        }
    }
}
