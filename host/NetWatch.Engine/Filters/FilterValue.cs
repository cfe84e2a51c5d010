using System.Globalization;
using System.Text;

namespace NetWatch.Engine.Filters;

/// <summary>A value as it stands in the expression.</summary>
/// <param name="Position">Where it begins, from 0.</param>
/// <param name="Text">The text, escapes of quotes undone.</param>
/// <param name="IsQuoted">Whether it stood in quotes, and so is never a number, a range or a prefix.</param>
readonly record struct FilterValue(int Position, string Text, bool IsQuoted)
{
    /// <summary>Reads a number, with k, M or G for thousands, millions and billions; of a range <c>a-b</c> both ends.</summary>
    internal bool TryNumber(out double low, out double high)
    {
        low = high = 0;
        if (IsQuoted) return false;
        if (TryScaled(Text, out low))
        {
            high = low;
            return true;
        }

        int dash = Text.IndexOf('-', StringComparison.Ordinal);
        return dash > 0 && TryScaled(Text.AsSpan(0, dash), out low) && TryScaled(Text.AsSpan(dash + 1), out high) && low <= high;
    }

    internal bool TryFlag(out bool flag)
    {
        flag = Text.ToUpperInvariant() is "TRUE" or "YES" or "1";
        return flag || Text.ToUpperInvariant() is "FALSE" or "NO" or "0";
    }

    /// <summary>The value as an expression that reads back as the same value.</summary>
    public override string ToString() => IsQuoted || !IsPlain() ? Quote(Text) : Text;

    internal static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (char character in text)
        {
            if (character is '"' or '\\') quoted.Append('\\').Append(character);
            else if (character < ' ') quoted.Append(CultureInfo.InvariantCulture, $"\\x{(int)character:X2}");
            else quoted.Append(character);
        }

        return quoted.Append('"').ToString();
    }

    bool IsPlain() => Text.Length > 0 && Text.All(static character => char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '_' or '/' or ':');

    static bool TryScaled(ReadOnlySpan<char> text, out double number)
    {
        double scale = text is [.., var last] ? last switch { 'k' or 'K' => 1e3, 'M' => 1e6, 'G' => 1e9, _ => 1 } : 1;
        if (scale > 1) text = text[..^1];
        bool isNumber = double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);
        number *= scale;
        return isNumber && double.IsFinite(number);
    }
}
