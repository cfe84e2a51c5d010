using System.Globalization;

namespace NetWatch.Host.Output;

/// <summary>A line on a terminal's stderr that tells how far a file is read, at what rate, and how long it still takes.</summary>
/// <param name="open">Gives standard error, or null where that is no terminal. Asked once, when there is something to draw.</param>
/// <param name="time">The clock.</param>
sealed class ProgressLine(Func<TextWriter?> open, TimeProvider time)
{
    const int BarWidth = 24;

    readonly long _started = time.GetTimestamp();
    TextWriter? _error;
    long _drawn;
    bool _isShown;

    /// <summary>Draws at most five times a second, and not at all for what is done within half a second.</summary>
    internal void Update(string name, long done, long total, long packets)
    {
        TimeSpan elapsed = time.GetElapsedTime(_started);
        if (elapsed.TotalSeconds < 0.5 || (_drawn != 0 && time.GetElapsedTime(_drawn).TotalSeconds < 0.2)) return;
        if (_drawn == 0) _error = open();
        _drawn = time.GetTimestamp();
        if (_error is not { } error) return;
        _isShown = true;
        double rate = done / elapsed.TotalSeconds;
        string text = string.Create(CultureInfo.InvariantCulture, $"{Plain.Clean(name)}  {packets:N0} packets  {Plain.Bytes(rate)}/s");
        if (total > 0)
        {
            double part = Math.Clamp((double)done / total, 0, 1);
            int full = (int)(part * BarWidth);
            string left = Plain.Duration(TimeSpan.FromSeconds(Math.Max(0, (total - done) / Math.Max(1, rate))));
            text = string.Create(CultureInfo.InvariantCulture, $"{new string('━', full)}{new string('╌', BarWidth - full)} {part * 100,3:F0} %  {text}  {left} left");
        }

        error.Write("\r" + text + "\x1b[K");
    }

    /// <summary>Takes the line away, so that what comes next begins at the left.</summary>
    internal void Clear()
    {
        if (_isShown) _error!.Write("\r\x1b[K");
        _isShown = false;
    }
}
