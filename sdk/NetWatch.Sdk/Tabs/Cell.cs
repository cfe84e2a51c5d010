namespace NetWatch.Sdk.Tabs;

/// <summary>One cell of the screen in eight bytes, so that two are compared as one number.</summary>
/// <param name="Rune">The Unicode scalar value, or 0 for the right half of a wide character.</param>
/// <param name="Role">What it means.</param>
/// <param name="Attributes">How it is set.</param>
/// <param name="IsWide">Whether the character takes this cell and the next.</param>
public readonly record struct Cell(int Rune, StyleRole Role, TextAttributes Attributes, bool IsWide)
{
    /// <summary>An empty cell.</summary>
    public static Cell Blank => new(' ', StyleRole.Default, TextAttributes.None, false);
}
