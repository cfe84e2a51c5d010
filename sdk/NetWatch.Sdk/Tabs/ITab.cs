namespace NetWatch.Sdk.Tabs;

/// <summary>
/// A page of the terminal, drawn in immediate mode. Mark the class with <see cref="TabAttribute"/>. All members are called on the
/// screen's thread. A tab whose member throws is replaced by an error panel; the others go on.
/// </summary>
public interface ITab
{
    /// <summary>
    /// Paints the whole tab from scratch: the surface arrives blank. Called for each frame in which something changed, at most 20
    /// a second; budget 2 ms at 200×60, no allocation in the steady state. Reads snapshots through the frame, changes nothing
    /// but the tab's own view state. Must cope with any size, 0×0 included.
    /// </summary>
    void Draw(in Frame frame, Surface surface);

    /// <summary>A key. Returns whether the tab has used it; keys that it doesn't use go to the shell.</summary>
    bool OnKey(in KeyPress key);

    /// <summary>A mouse event inside the tab, in its own coordinates. Returns whether the tab has used it.</summary>
    bool OnMouse(in MouseInput mouse) => false;

    /// <summary>The keys of the tab for the help overlay and the hint line. Called when they are shown.</summary>
    IReadOnlyList<KeyHint> Keys => [];

    /// <summary>Whether the tab takes text now (a filter line is open), so that the shell must not act on letters.</summary>
    bool IsEditing => false;

    /// <summary>
    /// Asked after each <see cref="Draw"/>: whether the tab has work left that it does a part of in each frame (a filter that runs over
    /// many packets), so that the shell draws again at the next frame also when no snapshot, key or size changed.
    /// </summary>
    bool WantsFrame => false;
}
