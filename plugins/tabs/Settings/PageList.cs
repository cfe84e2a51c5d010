using System.Collections.Immutable;
using NetWatch.Sdk.Plugins;
using NetWatch.Sdk.Tabs;
using NetWatch.Sdk.Tabs.Widgets;

namespace NetWatch.Plugins.Settings;

/// <summary>The lines of the page and which of them is selected. The selection is a row and not a place: the page is made anew while one looks.</summary>
sealed class PageList
{
    readonly List<PageLine> _lines = [];
    ImmutableArray<SettingsGroup> _groups = [];
    ListCursor _cursor;
    (string Group, string Name) _selected;
    int _height = 1;

    internal int Count => _lines.Count;

    internal long Top => _cursor.Top;

    internal long SelectedPlace => _cursor.Selected;

    /// <summary>The selected setting or state; null on an empty page.</summary>
    internal SettingsRow? Selected => _cursor.Selected < _lines.Count ? _lines[(int)_cursor.Selected].Row : null;

    internal PageLine this[int place] => _lines[place];

    /// <summary>Once a frame.</summary>
    internal void Update(ImmutableArray<SettingsGroup> groups)
    {
        if (groups == _groups) return;
        _groups = groups;
        _lines.Clear();
        foreach (SettingsGroup group in groups)
        {
            _lines.Add(new PageLine(group.Title, null));
            foreach (SettingsRow row in group.Rows) _lines.Add(new PageLine(group.Title, row));
        }

        int place = _lines.FindIndex(line => line.Row is { } row && (line.Group, row.Name) == _selected);
        if (place >= 0) _cursor.Relocate(place);
        else SelectFrom((int)Math.Min(_cursor.Selected, int.MaxValue), 1);
    }

    internal void Fit(int height)
    {
        _height = height;
        _cursor.Fit(0, _lines.Count, height);
    }

    /// <summary>Takes the keys of a list, and those that go from group to group.</summary>
    internal bool OnKey(in KeyPress key)
    {
        long before = _cursor.Selected;
        if (key.Is(']')) return Group(1);
        if (key.Is('[')) return Group(-1);
        if (!_cursor.OnKey(key, 0, _lines.Count, _height)) return false;
        SelectFrom((int)_cursor.Selected, _cursor.Selected >= before ? 1 : -1);
        return true;
    }

    internal void Scroll(int rows) => _cursor.Scroll(rows);

    /// <summary>Selects the row at a line of the window. Returns whether it was selected before.</summary>
    internal bool Click(int line)
    {
        long place = _cursor.Top + line;
        if (line < 0 || place >= _lines.Count || _lines[(int)place].Row is null) return false;
        bool isAgain = place == _cursor.Selected;
        Select((int)place);
        return isAgain;
    }

    bool Group(int direction)
    {
        int at = (int)_cursor.Selected;
        string? here = at < _lines.Count ? _lines[at].Group : null;
        while (at >= 0 && at < _lines.Count && _lines[at].Group == here) at += direction;
        // Upwards one is at the end of the group before; its beginning is meant.
        if (direction < 0 && at >= 0) at = _lines.FindIndex(line => line.Group == _lines[at].Group);
        if (at >= 0 && at < _lines.Count) SelectFrom(at, 1);
        return true;
    }

    // Headings are passed over; at the ends the nearest row counts.
    void SelectFrom(int place, int direction)
    {
        if (_lines.Count == 0) return;
        place = Math.Clamp(place, 0, _lines.Count - 1);
        int found = place;
        while (found >= 0 && found < _lines.Count && _lines[found].Row is null) found += direction;
        if (found < 0 || found >= _lines.Count)
        {
            found = place;
            while (found >= 0 && found < _lines.Count && _lines[found].Row is null) found -= direction;
        }

        if (found >= 0 && found < _lines.Count) Select(found);
    }

    void Select(int place)
    {
        // The heading above the first row of a group comes into sight with it.
        if (place > 0 && _lines[place - 1].Row is null) _cursor.Select(place - 1);
        _cursor.Fit(0, _lines.Count, _height);
        _cursor.Select(place);
        PageLine line = _lines[place];
        if (line.Row is { } row) _selected = (line.Group, row.Name);
    }
}
