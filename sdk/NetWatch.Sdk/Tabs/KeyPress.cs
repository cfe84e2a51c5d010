namespace NetWatch.Sdk.Tabs;

/// <summary>A key that was pressed.</summary>
/// <param name="Key">Which key.</param>
/// <param name="Rune">The character, when <paramref name="Key"/> is <see cref="Key.Character"/>; with Control the letter in lower case.</param>
/// <param name="Modifiers">What was held.</param>
public readonly record struct KeyPress(Key Key, int Rune = 0, KeyModifiers Modifiers = KeyModifiers.None)
{
    /// <summary>Whether this is the given character without Control or Alt.</summary>
    public bool Is(char character) =>
        Key == Key.Character && Rune == character && (Modifiers & (KeyModifiers.Alt | KeyModifiers.Control)) == 0;
}
