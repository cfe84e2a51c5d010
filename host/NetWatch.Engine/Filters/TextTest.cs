using System.Globalization;
using System.Text.RegularExpressions;

namespace NetWatch.Engine.Filters;

/// <summary>
/// Compares texts, and the numbers and flags of facts whose kind is not known before they are seen, with a value or any of a set. Case does not
/// count, but in regular expressions.
/// </summary>
sealed class TextTest
{
    readonly FilterOperator _operator;
    readonly FilterValue[] _values;
    readonly Regex? _regex;
    readonly NumberTest? _numbers;
    readonly bool? _flag;

    internal TextTest(FilterOperator filterOperator, FilterValue[] values, Regex? regex)
    {
        _operator = filterOperator;
        _values = values;
        _regex = regex;
        _flag = values.Length == 1 && values[0].TryFlag(out bool flag) ? flag : null;
        var ranges = new List<(double, double)>();
        foreach (FilterValue value in values)
        {
            if (value.TryNumber(out double low, out double high)) ranges.Add((low, high));
        }

        if (ranges.Count > 0 && filterOperator is not (FilterOperator.Contains or FilterOperator.Regex))
            _numbers = new NumberTest(filterOperator, [.. ranges]);
    }

    /// <summary>Whether no value of the field may pass, and there must be one.</summary>
    internal bool IsNegated => _operator == FilterOperator.NotEqual;

    internal bool Passes(string text)
    {
        if (_regex is not null) return _regex.IsMatch(text);
        if (FilterOperators.IsOrder(_operator)) return IsInOrder(text);
        foreach (FilterValue value in _values)
        {
            if (_operator is FilterOperator.Has or FilterOperator.Contains
                ? text.Contains(value.Text, StringComparison.OrdinalIgnoreCase)
                : text.Equals(value.Text, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }

    internal bool Passes(double number)
    {
        if (_numbers is not null) return _numbers.Passes(number);
        if (_regex is null && _operator != FilterOperator.Contains) return false;
        Span<char> text = stackalloc char[32];
        if (!number.TryFormat(text, out int length, provider: CultureInfo.InvariantCulture)) return false;
        return _regex?.IsMatch(text[..length]) ?? ((ReadOnlySpan<char>)text[..length]).Contains(_values[0].Text, StringComparison.Ordinal);
    }

    internal bool Passes(bool flag) =>
        _operator is FilterOperator.Has or FilterOperator.Equal or FilterOperator.NotEqual && _flag == flag;

    // Numbers in text compare as numbers, other text (dates in ISO 8601, versions) by its characters.
    bool IsInOrder(string text) =>
        _numbers is not null && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            ? _numbers.Passes(number)
            : FilterOperators.Holds(_operator, string.Compare(text, _values[0].Text, StringComparison.OrdinalIgnoreCase));
}
