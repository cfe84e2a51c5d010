using NetWatch.Sdk.Plugins;

namespace NetWatch.Sdk.Tabs.Widgets;

/// <summary>
/// The filter of a list: <c>/</c> opens the line, what is typed is compiled at once and works as soon as it is in order, Enter keeps
/// it, Escape goes back to the one before. Kept by the tab. Screen's thread only; allocates on keys, never when drawn.
/// </summary>
/// <param name="compiler">Compiles the expressions.</param>
public sealed class FilterLine(IFilterCompiler compiler)
{
    readonly TextInput _input = new();
    string _before = "";
    string? _error;
    int _errorAt = -1;

    /// <summary>The filter that works now, or null for none.</summary>
    public IFlowFilter? Filter { get; private set; }

    /// <summary>Whether the line is open: the tab hands it all keys and answers <see cref="ITab.IsEditing"/> with yes.</summary>
    public bool IsEditing { get; private set; }

    /// <summary>Whether there is something to show: it is open, or a filter works.</summary>
    public bool IsShown => IsEditing || _input.Text.Length > 0;

    /// <summary>What is typed.</summary>
    public string Text => _input.Text;

    /// <summary>Grows whenever <see cref="Filter"/> becomes another one.</summary>
    public long Version { get; private set; }

    /// <summary>Takes a key. While the line is closed only <c>/</c>, and Escape when a filter works.</summary>
    public bool OnKey(in KeyPress key)
    {
        if (!IsEditing)
        {
            if (key.Is('/'))
            {
                _before = _input.Text;
                IsEditing = true;
                return true;
            }

            if (key.Key != Key.Escape || _input.Text.Length == 0) return false;
            Set("");
            return true;
        }

        switch (key.Key)
        {
            case Key.Enter when _error is null: IsEditing = false; return true;
            case Key.Enter: return true;
            case Key.Escape: IsEditing = false; Set(_before); return true;
            default:
                string before = _input.Text;
                bool used = _input.OnKey(key);
                if (!string.Equals(before, _input.Text, StringComparison.Ordinal)) Compile();
                return used;
        }
    }

    /// <summary>Replaces the expression, as if it had been typed.</summary>
    public void Set(string expression)
    {
        _input.Set(expression);
        Compile();
    }

    /// <summary>
    /// Draws the expression into the first row, its wrong character marked, and what is wrong into the second where the surface has one,
    /// else behind the expression.
    /// </summary>
    /// <param name="surface">One row or two.</param>
    /// <param name="note">Right in the first row: how many pass, or how far a search has come.</param>
    public void Draw(Surface surface, ReadOnlySpan<char> note)
    {
        int noteWidth = Math.Min(CellWidth.Of(note), surface.Width);
        int room = surface.Width - (noteWidth == 0 ? 0 : noteWidth + 1);
        surface.Slice(surface.Width - noteWidth, 0, noteWidth, 1).Write(0, 0, note, StyleRole.Muted);
        if (_error is null)
        {
            _input.Draw(surface.Slice(0, 0, room, 1), "/ ", IsEditing);
            return;
        }

        if (surface.Height > 1)
        {
            _input.Draw(surface.Slice(0, 0, room, 1), "/ ", IsEditing, _errorAt);
            surface.Slice(0, 1, surface.Width, 1).WriteField(2, 0, surface.Width - 2, _error, StyleRole.Alert);
            return;
        }

        int half = Math.Clamp(CellWidth.Of(_input.Text) + 4, room / 3, room * 2 / 3);
        _input.Draw(surface.Slice(0, 0, half, 1), "/ ", IsEditing, _errorAt);
        surface.WriteField(half + 1, 0, room - half - 1, _error, StyleRole.Alert);
    }

    // A filter that is not in order yet leaves the last good one at work: the list must not flicker between all and some at each letter.
    void Compile()
    {
        if (string.IsNullOrWhiteSpace(_input.Text))
        {
            (_error, _errorAt) = (null, -1);
            Use(null);
            return;
        }

        if (compiler.TryCompile(_input.Text, out IFlowFilter? filter, out _error, out _errorAt)) Use(filter);
        else _error ??= "This is no filter expression.";
    }

    void Use(IFlowFilter? filter)
    {
        if (ReferenceEquals(filter, Filter)) return;
        Filter = filter;
        Version++;
    }
}
