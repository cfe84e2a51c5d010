namespace NetWatch.Sdk.Tabs;

/// <summary>What the mouse did.</summary>
public enum MouseKind : byte
{
    /// <summary>Left button pressed.</summary>
    Press = 0,
    /// <summary>Moved with the left button down.</summary>
    Drag,
    /// <summary>Button released.</summary>
    Release,
    /// <summary>Wheel turned up.</summary>
    WheelUp,
    /// <summary>Wheel turned down.</summary>
    WheelDown,
}
