using NetWatch.Terminal.Input;
using NetWatch.Terminal.Themes;

namespace NetWatch.Terminal.Terminals;

/// <summary>
/// A terminal as the shell sees it: a size, bytes out, events in. <see cref="Enter"/>, <see cref="Leave"/> and
/// <see cref="Write"/> may come from different threads (a signal leaves while a frame is written); implementations serialise them.
/// </summary>
public interface ITerminal : IDisposable
{
    /// <summary>The size now.</summary>
    TerminalSize Size { get; }

    /// <summary>What it can show.</summary>
    ColorDepth Colors { get; }

    /// <summary>Raw mode, alternate screen, mouse; then events go to the queue. Called once more after a suspension.</summary>
    void Enter(EventQueue events);

    /// <summary>Everything as it was before <see cref="Enter"/>. Safe to call twice and from any thread.</summary>
    void Leave();

    /// <summary>Leaves, and stops the process until it is continued; then <see cref="TerminalEventKind.Resumed"/> comes. Does nothing where there is no such thing.</summary>
    void Suspend();

    /// <summary>Writes one frame. Ignored while the terminal is left.</summary>
    void Write(ReadOnlySpan<byte> bytes);
}
