namespace NetWatch.Engine.Filters;

/// <summary>Compares a number with a value, or with any of a set of values and ranges.</summary>
sealed class NumberTest(FilterOperator filterOperator, (double Low, double High)[] ranges)
{
    internal bool IsNegated => filterOperator == FilterOperator.NotEqual;

    /// <summary>Whether a value passes; with "not equal" whether it is equal, since then none of a field's values may be.</summary>
    internal bool Passes(double value)
    {
        if (FilterOperators.IsOrder(filterOperator)) return FilterOperators.Holds(filterOperator, value.CompareTo(ranges[0].Low));
        foreach ((double low, double high) in ranges)
        {
            if (value >= low && value <= high) return true;
        }

        return false;
    }
}
