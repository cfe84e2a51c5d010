namespace NetWatch.Engine.Filters;

/// <summary>The signs of the operators.</summary>
static class FilterOperators
{
    /// <summary>The longer sign of two that begin alike stands first.</summary>
    internal static readonly (string Sign, FilterOperator Operator)[] Signs =
    [
        ("==", FilterOperator.Equal), ("!=", FilterOperator.NotEqual), ("<=", FilterOperator.LessOrEqual), (">=", FilterOperator.GreaterOrEqual),
        ("<", FilterOperator.Less), (">", FilterOperator.Greater), ("~", FilterOperator.Regex), (":", FilterOperator.Has),
    ];

    internal static bool IsOrder(FilterOperator filterOperator) => filterOperator
        is FilterOperator.Less or FilterOperator.LessOrEqual or FilterOperator.Greater or FilterOperator.GreaterOrEqual;

    /// <summary>Puts a field, an operator and a value together as an expression.</summary>
    internal static string Text(string field, FilterOperator filterOperator, string value) => filterOperator switch
    {
        FilterOperator.Has => $"{field}:{value}",
        FilterOperator.Contains => $"{field} contains {value}",
        FilterOperator.In => $"{field} in {value}",
        _ => $"{field} {Array.Find(Signs, sign => sign.Operator == filterOperator).Sign} {value}",
    };

    internal static string Name(FilterOperator filterOperator) => filterOperator switch
    {
        FilterOperator.Contains => "contains",
        FilterOperator.In => "in",
        _ => Array.Find(Signs, sign => sign.Operator == filterOperator).Sign,
    };

    /// <summary>Whether an order (−1, 0, 1) satisfies a comparison.</summary>
    internal static bool Holds(FilterOperator filterOperator, int order) => filterOperator switch
    {
        FilterOperator.Less => order < 0,
        FilterOperator.LessOrEqual => order <= 0,
        FilterOperator.Greater => order > 0,
        FilterOperator.GreaterOrEqual => order >= 0,
        _ => order == 0,
    };
}
