namespace NetWatch.Terminal.Terminals;

/// <summary>Size of a terminal in cells; 0×0 is possible and must be survived.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
public readonly record struct TerminalSize(int Width, int Height);
