namespace NetWatch.Sdk.Tabs;

/// <summary>A mouse event.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="X">Column, from 0.</param>
/// <param name="Y">Row, from 0.</param>
public readonly record struct MouseInput(MouseKind Kind, int X, int Y);
