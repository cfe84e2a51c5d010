using System.Globalization;
using NetWatch.Host.Configuration;

namespace NetWatch.Host.Commands;

/// <summary>Times as people type them: <c>30s</c>, <c>5m</c>, <c>1h</c>, <c>500ms</c>, or seconds without a unit.</summary>
static class DurationText
{
    internal static bool TryParse(string? text, out TimeSpan? duration)
    {
        duration = null;
        if (text is null) return true;
        (string figure, double unit) = text switch
        {
            _ when text.EndsWith("ms", StringComparison.Ordinal) => (text[..^2], 0.001),
            _ when text.EndsWith('s') => (text[..^1], 1),
            _ when text.EndsWith('m') => (text[..^1], 60),
            _ when text.EndsWith('h') => (text[..^1], 3600),
            _ => (text, 1.0),
        };
        double value;
        if (CountText.TryParseDigits(figure, out long whole)) value = whole;
        else if (!double.TryParse(figure, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value)) return false;
        double seconds = value * unit;
        if (seconds is not (> 0 and <= 365 * 86_400)) return false;
        duration = TimeSpan.FromSeconds(seconds);
        return true;
    }

    /// <summary>The shortest form that <see cref="TryParse"/> takes.</summary>
    internal static string Of(TimeSpan duration)
    {
        long milliseconds = (long)duration.TotalMilliseconds;
        return milliseconds switch
        {
            > 0 when milliseconds % 3_600_000 == 0 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 3_600_000}h"),
            > 0 when milliseconds % 60_000 == 0 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 60_000}m"),
            > 0 when milliseconds % 1000 == 0 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1000}s"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{milliseconds}ms"),
        };
    }
}
