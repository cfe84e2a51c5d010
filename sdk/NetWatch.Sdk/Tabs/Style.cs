namespace NetWatch.Sdk.Tabs;

/// <summary>A role and how to set it.</summary>
/// <param name="Role">What the text means.</param>
/// <param name="Attributes">How it is set.</param>
public readonly record struct Style(StyleRole Role, TextAttributes Attributes = TextAttributes.None)
{
    /// <summary>A role as the theme sets it.</summary>
    public static implicit operator Style(StyleRole role) => new(role);

    /// <summary>A role as the theme sets it.</summary>
    public static Style FromStyleRole(StyleRole role) => new(role);

    /// <summary>The same role in bold.</summary>
    public Style Bold => this with { Attributes = Attributes | TextAttributes.Bold };
}
