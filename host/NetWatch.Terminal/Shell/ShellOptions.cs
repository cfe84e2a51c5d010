using NetWatch.Terminal.Terminals;

namespace NetWatch.Terminal.Shell;

/// <summary>Settings of the shell.</summary>
public sealed record ShellOptions
{
    /// <summary>The shortest time between two frames, and the longest between two that show changed snapshots, in milliseconds.</summary>
    public const long ShortestTickMilliseconds = 50, LongestTickMilliseconds = 10_000;

    /// <summary>The shortest time between two frames.</summary>
    public static readonly TimeSpan ShortestTick = TimeSpan.FromMilliseconds(ShortestTickMilliseconds);

    /// <summary>The longest time between two frames that show changed snapshots.</summary>
    public static readonly TimeSpan LongestTick = TimeSpan.FromMilliseconds(LongestTickMilliseconds);

    /// <summary>Name of the theme (see <see cref="Themes.BuiltInThemes"/>); null for <c>terminal</c>, or <c>mono</c> where there are no colours.</summary>
    public string? Theme { get; init; }

    /// <summary>At most one frame for changed snapshots in this time; keys and the mouse are answered at once. 50 ms to 10 s.</summary>
    public TimeSpan Tick { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Id of the tab shown first; null for the first.</summary>
    public string? InitialTab { get; init; }

    /// <summary>The terminal to draw on; null for the process's own.</summary>
    public ITerminal? Terminal { get; init; }
}
