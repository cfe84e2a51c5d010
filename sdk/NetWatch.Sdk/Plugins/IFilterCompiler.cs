using System.Globalization;

namespace NetWatch.Sdk.Plugins;

/// <summary>Compiles the filter language of <c>--filter</c> and of the filter line on the screen.</summary>
public interface IFilterCompiler
{
    /// <summary>
    /// Compiles an expression. Any thread. On failure <paramref name="error"/> says what is wrong and at which character, and
    /// <paramref name="filter"/> is null.
    /// </summary>
    bool TryCompile(string expression, out IFlowFilter? filter, out string? error);

    /// <summary>
    /// The same, and where the error is, so that a filter line can mark the character. Any thread.
    /// </summary>
    /// <param name="expression">The expression.</param>
    /// <param name="filter">The filter, or null on failure.</param>
    /// <param name="error">What is wrong, or null.</param>
    /// <param name="position">
    /// Index in <paramref name="expression"/> of the character that is wrong, from 0; its length when the expression ends too early; -1
    /// when it is in order or the compiler doesn't tell. Unless a compiler does it itself, it is read from the text of the error, which
    /// names the character counted from 1 (<c>character 8</c>).
    /// </param>
    bool TryCompile(string expression, out IFlowFilter? filter, out string? error, out int position)
    {
        position = -1;
        if (TryCompile(expression, out filter, out error)) return true;
        const string Named = "character ";
        int at = error?.IndexOf(Named, StringComparison.Ordinal) ?? -1;
        if (at < 0) return false;
        ReadOnlySpan<char> digits = error.AsSpan(at + Named.Length);
        int length = digits.IndexOfAnyExceptInRange('0', '9');
        bool isNumber = int.TryParse(length < 0 ? digits : digits[..length], NumberStyles.None, CultureInfo.InvariantCulture, out int number);
        if (isNumber && number >= 1 && number <= expression.Length + 1) position = number - 1;
        return false;
    }
}
