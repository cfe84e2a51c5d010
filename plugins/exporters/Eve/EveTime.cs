using NetWatch.Sdk.Packets;

namespace NetWatch.Plugins.Eve;

/// <summary>Timestamps as EVE writes them, <c>2026-01-02T03:04:05.000006+0000</c>. Keeps the date and the second of the last one.</summary>
sealed class EveTime
{
    const int SecondsPerDay = 86_400;

    readonly byte[] _text = "0000-00-00T00:00:00.000000+0000"u8.ToArray();
    long _second = long.MinValue;
    long _day = long.MinValue;

    /// <summary>The text; good until the next call.</summary>
    internal ReadOnlySpan<byte> Format(Timestamp time)
    {
        long second = Math.DivRem(time.Nanoseconds, Timestamp.NanosecondsPerSecond, out long rest);
        if (rest < 0) (second, rest) = (second - 1, rest + Timestamp.NanosecondsPerSecond);
        if (second != _second) SetSecond(second);
        int microseconds = (int)(rest / 1000);
        Pair(20, microseconds / 10_000);
        Pair(22, microseconds / 100);
        Pair(24, microseconds);
        return _text;
    }

    void SetSecond(long second)
    {
        _second = second;
        long day = Math.DivRem(second, SecondsPerDay, out long rest);
        if (rest < 0) (day, rest) = (day - 1, rest + SecondsPerDay);
        if (day != _day) SetDay(day);
        int ofDay = (int)rest;
        Pair(11, ofDay / 3600);
        Pair(14, ofDay / 60 % 60);
        Pair(17, ofDay % 60);
    }

    void SetDay(long day)
    {
        _day = day;
        DateTime date = DateTime.UnixEpoch.AddDays(day);
        Pair(0, date.Year / 100);
        Pair(2, date.Year);
        Pair(5, date.Month);
        Pair(8, date.Day);
    }

    void Pair(int at, int value) => Digits.WritePair(_text.AsSpan(at), value);
}
