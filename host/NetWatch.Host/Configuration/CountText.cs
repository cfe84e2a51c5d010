using System.Globalization;

namespace NetWatch.Host.Configuration;

/// <summary>Whole numbers as people write them into a configuration; commas and underscores between digits may help the eye.</summary>
static class CountText
{
    internal static bool TryParse(string? text, out long count)
    {
        count = 0;
        return text is { Length: > 0 and <= 32 } && char.IsAsciiDigit(text[0]) && char.IsAsciiDigit(text[^1])
            && long.TryParse(text.Replace("_", "", StringComparison.Ordinal).Replace(",", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out count);
    }

    internal static string Of(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
