using NetWatch.Sdk.Tabs;

namespace NetWatch.Terminal.Shell;

/// <summary>A window over the tab: lines that wrap and scroll, closed by Escape, q or the key that opened it.</summary>
abstract class Overlay
{
    const int MostWidth = 96;

    readonly List<OverlayLine> _lines = [];
    int _top, _page;

    /// <summary>Where it was drawn last.</summary>
    public Rect Area { get; private set; }

    /// <summary>The title in the frame.</summary>
    protected abstract string Title { get; }

    /// <summary>The keys in the lower edge of the frame.</summary>
    protected abstract string Foot { get; }

    /// <summary>Adds the lines, from scratch.</summary>
    protected abstract void Build(List<OverlayLine> lines);

    /// <summary>A key that the overlay itself does not know. Returns whether it was used.</summary>
    protected virtual bool OnOwnKey(in KeyPress key) => false;

    /// <summary>Up (-1) and down (1), for overlays that choose among lines. Returns whether it was used; else it scrolls.</summary>
    protected virtual bool OnMove(int rows) => false;

    /// <summary>The user has closed it.</summary>
    public virtual void OnClosed()
    {
    }

    /// <summary>Paints it in the middle of the screen.</summary>
    public void Draw(Surface screen)
    {
        _lines.Clear();
        Build(_lines);
        int width = Math.Min(screen.Width, MostWidth), column = 0;
        foreach (OverlayLine line in _lines) column = Math.Max(column, CellWidth.Of(line.Name));
        column = Math.Min(column, width / 3);
        int inner = Math.Max(1, width - 4), textWidth = Math.Max(1, inner - column - 2), rows = 0;
        foreach (OverlayLine line in _lines) rows += Rows(line, inner, textWidth);
        int height = Math.Min(screen.Height, rows + 2);
        Area = new Rect((screen.Width - width) / 2, (screen.Height - height) / 2, width, height);
        _page = Math.Max(1, height - 2);
        _top = Math.Clamp(_top, 0, Math.Max(0, rows - _page));
        Surface window = screen.Slice(Area.X, Area.Y, width, height);
        Surface panel = Panel.Draw(window, Title, StyleRole.Accent, rows > _page ? $"{Foot} · ↑↓ scroll" : Foot);
        DrawLines(panel, column, inner, textWidth);
        if (rows > _page) DrawBar(window, rows);
    }

    /// <summary>A key. Returns whether the overlay stays open.</summary>
    public bool OnKey(in KeyPress key)
    {
        switch (key.Key)
        {
            case Key.Escape: return false;
            case Key.Up when !OnMove(-1): _top--; break;
            case Key.Down when !OnMove(1): _top++; break;
            case Key.Up or Key.Down: break;
            case Key.PageUp: _top -= _page; break;
            case Key.PageDown: _top += _page; break;
            case Key.Home: _top = 0; break;
            case Key.End: _top = int.MaxValue / 2; break;
            case Key.Character when key.Is('k'): _top -= OnMove(-1) ? 0 : 1; break;
            case Key.Character when key.Is('j'): _top += OnMove(1) ? 0 : 1; break;
            case Key.Character when key.Is(' '): _top += _page; break;
            case Key.Character when key.Is('q'): return false;
            default: return OnOwnKey(key);
        }

        _top = Math.Max(0, _top);
        return true;
    }

    /// <summary>The wheel.</summary>
    public void Scroll(int rows) => _top = Math.Max(0, _top + rows);

    static int Rows(in OverlayLine line, int inner, int textWidth) =>
        Math.Max(1, WrappedText.CountLines(line.Text, line.Name is null ? inner : textWidth));

    void DrawLines(Surface panel, int column, int inner, int textWidth)
    {
        int y = -_top;
        foreach (OverlayLine line in _lines)
        {
            if (line.Name is { } name) panel.WriteField(1, y, column, name, line.NameRole);
            int x = line.Name is null ? 1 : column + 3, row = y;
            foreach (ReadOnlySpan<char> text in new WrappedText(line.Text, line.Name is null ? inner : textWidth))
                panel.Write(x, row++, text, line.TextRole);
            y = Math.Max(y + 1, row);
        }
    }

    void DrawBar(Surface window, int rows)
    {
        int track = window.Height - 2, length = Math.Max(1, track * _page / rows);
        int at = rows == _page ? 0 : (track - length) * _top / (rows - _page);
        for (int i = 0; i < length; i++) window.Put(window.Width - 1, 1 + at + i, '┃', StyleRole.Muted);
    }
}
