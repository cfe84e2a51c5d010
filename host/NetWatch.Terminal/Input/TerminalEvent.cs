using NetWatch.Sdk.Tabs;

namespace NetWatch.Terminal.Input;

/// <summary>One thing that happened to the terminal.</summary>
/// <param name="Kind">What.</param>
/// <param name="Key">For keys and pasted characters.</param>
/// <param name="Mouse">For the mouse, in cells of the screen.</param>
/// <param name="Value">For <see cref="TerminalEventKind.Quit"/> the exit code; for <see cref="TerminalEventKind.Background"/> the colour as 0xRRGGBB.</param>
public readonly record struct TerminalEvent(TerminalEventKind Kind, KeyPress Key = default, MouseInput Mouse = default, int Value = 0);
