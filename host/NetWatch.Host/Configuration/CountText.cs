using System.Globalization;

namespace NetWatch.Host.Configuration;

/// <summary>Whole numbers as people write them into a configuration; commas and underscores between digits may help the eye.</summary>
static class CountText
{
    internal static bool TryParse(string? text, out long count)
    {
        count = 0;
        if (text is not { Length: > 0 and <= 32 } || !char.IsAsciiDigit(text[0]) || !char.IsAsciiDigit(text[^1])) return false;
        long sum = 0;
        foreach (char character in text)
        {
            if (character is '_' or ',') continue;
            if (!TryAppend(ref sum, character)) return false;
        }

        count = sum;
        return true;
    }

    /// <summary>A whole number of digits alone. By hand: every start reads some, and the framework's reading costs one a quarter of a millisecond.</summary>
    internal static bool TryParseDigits(ReadOnlySpan<char> text, out long number)
    {
        number = 0;
        foreach (char character in text)
        {
            if (!TryAppend(ref number, character)) return false;
        }

        return !text.IsEmpty;
    }

    static bool TryAppend(ref long number, char digit)
    {
        if (!char.IsAsciiDigit(digit) || number > (long.MaxValue - (digit - '0')) / 10) return false;
        number = number * 10 + (digit - '0');
        return true;
    }

    internal static string Of(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
