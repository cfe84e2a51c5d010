namespace NetWatch.Engine.Filters;

/// <summary>How a field is compared with a value.</summary>
enum FilterOperator : byte
{
    /// <summary><c>:</c>, equality, but "contains" on text.</summary>
    Has,
    /// <summary><c>==</c></summary>
    Equal,
    /// <summary><c>!=</c>: there is a value, and none of them is equal.</summary>
    NotEqual,
    /// <summary><c>&lt;</c></summary>
    Less,
    /// <summary><c>&lt;=</c></summary>
    LessOrEqual,
    /// <summary><c>&gt;</c></summary>
    Greater,
    /// <summary><c>&gt;=</c></summary>
    GreaterOrEqual,
    /// <summary><c>~</c>, a regular expression.</summary>
    Regex,
    /// <summary><c>contains</c></summary>
    Contains,
    /// <summary><c>in</c>, a set, a range or a prefix.</summary>
    In,
}
