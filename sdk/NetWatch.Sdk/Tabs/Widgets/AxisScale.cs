namespace NetWatch.Sdk.Tabs.Widgets;

/// <summary>
/// The upper end of a graph's axis, kept between frames so that it stands still: a round number (1, 2, 4, 6 or 8 times a power of ten) that
/// grows as soon as a value passes it and shrinks only when all values have fallen under a fifth of it. Two graphs with scales of
/// their own take two of these, and say so at their axes. Screen's thread only.
/// </summary>
public struct AxisScale
{
    /// <summary>The upper end; at least 1 after the first <see cref="Fit"/>.</summary>
    public long Maximum { get; private set; }

    /// <summary>Takes the values that will be drawn and returns the upper end for them.</summary>
    /// <param name="values">All values in sight.</param>
    /// <param name="least">The upper end is never below this, so that a quiet line isn't drawn as a mountain range.</param>
    public long Fit(ReadOnlySpan<long> values, long least = 1)
    {
        long peak = Math.Max(1, least);
        foreach (long value in values) peak = Math.Max(peak, value);
        if (peak > Maximum || peak < Maximum / 5) Maximum = RoundUp(peak);
        return Maximum;
    }

    static long RoundUp(long value)
    {
        long power = 1;
        while (power <= long.MaxValue / 10 && power * 10 <= value) power *= 10;
        // Even steps, so that half of the scale is a plain number too.
        foreach (int step in (ReadOnlySpan<int>)[1, 2, 4, 6, 8])
        {
            if (power > long.MaxValue / step) return long.MaxValue;
            if (value <= power * step) return power * step;
        }

        return power > long.MaxValue / 10 ? long.MaxValue : power * 10;
    }
}
