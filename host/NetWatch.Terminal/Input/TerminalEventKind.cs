namespace NetWatch.Terminal.Input;

/// <summary>What happened.</summary>
public enum TerminalEventKind : byte
{
    /// <summary>Nothing; the wait timed out.</summary>
    None = 0,
    /// <summary>A key.</summary>
    Key,
    /// <summary>A character of a pasted text. Never a shortcut.</summary>
    Paste,
    /// <summary>The mouse.</summary>
    Mouse,
    /// <summary>The terminal has another size.</summary>
    Resize,
    /// <summary>Something outside the snapshots changed.</summary>
    Changed,
    /// <summary>The terminal told its background colour.</summary>
    Background,
    /// <summary>The process goes on after a suspension: the screen must be painted anew.</summary>
    Resumed,
    /// <summary>The program must end.</summary>
    Quit,
}
