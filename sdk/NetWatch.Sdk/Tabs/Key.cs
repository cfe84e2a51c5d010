namespace NetWatch.Sdk.Tabs;

/// <summary>Keys that are not characters.</summary>
public enum Key : byte
{
    /// <summary>A character; see <see cref="KeyPress.Rune"/>.</summary>
    Character = 0,
    /// <summary>Enter.</summary>
    Enter,
    /// <summary>Escape.</summary>
    Escape,
    /// <summary>Tab; Shift is told by the modifiers.</summary>
    Tab,
    /// <summary>Backspace.</summary>
    Backspace,
    /// <summary>Delete.</summary>
    Delete,
    /// <summary>Insert.</summary>
    Insert,
    /// <summary>Up.</summary>
    Up,
    /// <summary>Down.</summary>
    Down,
    /// <summary>Left.</summary>
    Left,
    /// <summary>Right.</summary>
    Right,
    /// <summary>Home.</summary>
    Home,
    /// <summary>End.</summary>
    End,
    /// <summary>Page up.</summary>
    PageUp,
    /// <summary>Page down.</summary>
    PageDown,
    /// <summary>F1.</summary>
    F1,
    /// <summary>F2.</summary>
    F2,
    /// <summary>F3.</summary>
    F3,
    /// <summary>F4.</summary>
    F4,
    /// <summary>F5.</summary>
    F5,
    /// <summary>F6.</summary>
    F6,
    /// <summary>F7.</summary>
    F7,
    /// <summary>F8.</summary>
    F8,
    /// <summary>F9.</summary>
    F9,
    /// <summary>F10.</summary>
    F10,
    /// <summary>F11.</summary>
    F11,
    /// <summary>F12.</summary>
    F12,
}
