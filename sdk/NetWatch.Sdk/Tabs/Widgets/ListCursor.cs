namespace NetWatch.Sdk.Tabs.Widgets;

/// <summary>
/// Which row of a list is selected and which is at the top of the window. Positions are numbers that the tab gives meaning to (an
/// index, a packet number); they run from a first position to an end that is not one of them. Screen's thread only.
/// </summary>
public struct ListCursor
{
    bool _reveal;

    /// <summary>The selected position.</summary>
    public long Selected { get; private set; }

    /// <summary>The position in the first row of the window.</summary>
    public long Top { get; private set; }

    /// <summary>Selects a position and scrolls to it with the next <see cref="Fit"/>.</summary>
    public void Select(long position)
    {
        Selected = position;
        _reveal = true;
    }

    /// <summary>
    /// The selected thing has moved to another position (rows came or went above it): the window moves along, so that it stays in its
    /// row of the screen.
    /// </summary>
    public void Relocate(long position)
    {
        Top += position - Selected;
        Selected = position;
    }

    /// <summary>Scrolls the window and leaves the selection alone.</summary>
    public void Scroll(long rows)
    {
        Top += rows;
        _reveal = false;
    }

    /// <summary>Shows the window from this position and leaves the selection alone.</summary>
    public void ScrollTo(long top)
    {
        Top = top;
        _reveal = false;
    }

    /// <summary>
    /// Once a frame, before the rows are drawn: keeps selection and window inside <paramref name="first"/> … <paramref name="end"/> - 1
    /// and scrolls to the selection when it was moved.
    /// </summary>
    public void Fit(long first, long end, int height)
    {
        Selected = Math.Clamp(Selected, first, Math.Max(first, end - 1));
        if (_reveal && height > 0)
        {
            if (Selected < Top) Top = Selected;
            if (Selected >= Top + height) Top = Selected - height + 1;
            _reveal = false;
        }

        Top = Math.Clamp(Top, first, Math.Max(first, end - Math.Max(1, height)));
    }

    /// <summary>
    /// Handles the keys of every list: arrows, <c>j</c> <c>k</c>, Page up and down, Home End, <c>g</c> <c>G</c>. Returns whether the
    /// key was one of them.
    /// </summary>
    public bool OnKey(in KeyPress key, long first, long end, int page)
    {
        if ((key.Modifiers & (KeyModifiers.Alt | KeyModifiers.Control)) != 0) return false;
        long step = Math.Max(1, page - 1);
        long? target = key.Key switch
        {
            Key.Up => Selected - 1,
            Key.Down => Selected + 1,
            Key.PageUp => Selected - step,
            Key.PageDown => Selected + step,
            Key.Home => first,
            Key.End => end - 1,
            Key.Character => key.Rune switch
            {
                'k' => Selected - 1,
                'j' => Selected + 1,
                'g' => first,
                'G' => end - 1,
                _ => null,
            },
            _ => null,
        };
        if (target is not { } position) return false;
        Select(Math.Clamp(position, first, Math.Max(first, end - 1)));
        return true;
    }
}
