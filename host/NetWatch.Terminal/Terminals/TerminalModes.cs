namespace NetWatch.Terminal.Terminals;

/// <summary>What is switched on with the screen and off again with it, in the reverse order.</summary>
static class TerminalModes
{
    /// <summary>
    /// Alternate screen, cleared; no line wrap (a line that is too long for a moment during a resize must not scroll); cursor
    /// hidden; mouse buttons, drags and wheel as SGR; bracketed paste; no focus reports.
    /// </summary>
    public static ReadOnlySpan<byte> Enter => "\e[?1049h\e[0m\e[H\e[2J\e[?7l\e[?25l\e[?1000h\e[?1002h\e[?1006h\e[?1004l\e[?2004h"u8;

    /// <summary>Asks for the background colour (xterm's OSC 11). Terminals that don't know the question keep silent.</summary>
    public static ReadOnlySpan<byte> AskBackground => "\e]11;?\e\\"u8;

    /// <summary>All of it off, whatever was on.</summary>
    public static ReadOnlySpan<byte> Leave => "\e[?2026l\e[0m\e[?2004l\e[?1006l\e[?1002l\e[?1000l\e[?7h\e[?25h\e[?1049l\e[0m"u8;
}
