using System.Globalization;

namespace NetWatch.Host.Configuration;

/// <summary>Sizes as people write them: <c>64KiB</c>, <c>32 MiB</c>, <c>2GiB</c>, or bytes without a unit.</summary>
static class SizeText
{
    static readonly (string Unit, long Bytes)[] Units = [("GiB", 1L << 30), ("MiB", 1L << 20), ("KiB", 1L << 10), ("B", 1)];

    internal static bool TryParse(string? text, out long bytes)
    {
        bytes = 0;
        if (text is null or { Length: > 32 }) return false;
        long unit = 1;
        foreach ((string name, long size) in Units)
        {
            if (!text.EndsWith(name, StringComparison.OrdinalIgnoreCase)) continue;
            (text, unit) = (text[..^name.Length].TrimEnd(), size);
            break;
        }

        if (CountText.TryParseDigits(text, out long whole) && whole <= long.MaxValue / unit)
        {
            bytes = whole * unit;
            return true;
        }

        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal figure) || figure > long.MaxValue / unit) return false;
        bytes = (long)(figure * unit);
        return true;
    }

    /// <summary>With the largest unit that leaves a whole number.</summary>
    internal static string Of(long bytes)
    {
        foreach ((string name, long size) in Units)
        {
            if (bytes >= size && bytes % size == 0) return string.Create(CultureInfo.InvariantCulture, $"{bytes / size}{name}");
        }

        return "0B";
    }
}
