using System.Collections.Immutable;
using NetWatch.Sdk.Collection;
using NetWatch.Sdk.Plugins;
using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Tabs;
using NetWatch.Sdk.Tabs.Widgets;

namespace NetWatch.Plugins.Settings;

/// <summary>What is set, where that comes from, how the parts of the program stand; and changing it while the program runs.</summary>
[Tab("settings", "Settings", Order = 90)]
public sealed class SettingsTab : ITab
{
    const string NotGranted = "This tab shows and changes settings, but its plugin was not given the capability Settings. Install the plugin that came with this version of netwatch.";
    const int WheelRows = 3;

    readonly ISettingsPage? _page;
    readonly ValueEditor? _editor;
    readonly PageList _list = new();
    readonly RowColumns _columns = new();
    Rect _listArea;
    string? _answer;
    bool _isRefusal;

    /// <summary>Made by the host.</summary>
    public SettingsTab(IPluginContext context)
    {
        _page = context.SettingsPage;
        if (_page is not null) _editor = new ValueEditor(_page);
    }

    /// <inheritdoc/>
    public IReadOnlyList<KeyHint> Keys { get; } =
    [
        new("Enter", "change", "Change the selected setting: enter a value, turn it on or off, take the next choice. In a path Tab completes."),
        new("←→", "step", "The choice before, the next one."),
        new("x", "empty", "Empty the selected path or text: none."),
        new("u", "undo", "Put back what was set before it was changed here."),
        new("w", "save", "Write what was changed (marked *) into the configuration file."),
        new("R", "retry", "Try the selected plugin or collector that was taken out again."),
        new("[ ]", "group", "The group before, the next one."),
        new("↑↓ j k", "select", "Select a row; PgUp, PgDn, Home, End, g and G go further."),
    ];

    /// <inheritdoc/>
    public bool IsEditing => _editor?.Row is not null;

    /// <inheritdoc/>
    public void Draw(in Frame frame, Surface surface)
    {
        if (_page is null)
        {
            Paragraph.Draw(surface, NotGranted, StyleRole.Muted);
            return;
        }

        // Asked for so that a frame is drawn when they change: the page tells of both.
        frame.Get<CollectorsSnapshot>();
        frame.Get<EngineSnapshot>();
        _list.Update(_page.Groups);
        int detail = Math.Clamp(surface.Height / 3, 4, 9), height = surface.Height - detail;
        DrawList(surface.Slice(0, 0, surface.Width, height));
        Surface below = surface.Slice(0, height, surface.Width, detail);
        if (IsEditing) _editor!.Draw(below);
        else if (_list.Selected is { } row) DetailPane.Draw(below, row, _answer, _isRefusal);
    }

    void DrawList(Surface surface)
    {
        int unsaved = _page!.UnsavedCount;
        Span<char> note = stackalloc char[48];
        note.TryWrite($"{unsaved} changed here, w saves", out int length);
        Surface body = Panel.Draw(surface, "Settings", unsaved > 0 ? note[..length] : default, isFocused: !IsEditing);
        Surface table = body.Slice(1, 0, body.Width - 2, body.Height);
        _columns.Arrange(table.Width);
        _columns.DrawHeader(table);
        int height = Math.Max(0, table.Height - 1);
        _listArea = new Rect(0, 2, surface.Width, height);
        _list.Fit(height);
        for (int y = 0; y < height && _list.Top + y < _list.Count; y++)
        {
            PageLine line = _list[(int)_list.Top + y];
            Surface row = table.Slice(0, y + 1, table.Width, 1);
            if (line.Row is { } setting) _columns.DrawRow(row, setting);
            else row.Write(0, 0, line.Group, StyleRole.Heading);
            if (_list.Top + y == _list.SelectedPlace) body.Slice(0, y + 1, body.Width, 1).Restyle(0, StyleRole.Selection);
        }

        ScrollBar.Draw(body.Slice(body.Width - 1, 1, 1, height), _list.Top, _list.Count);
    }

    /// <inheritdoc/>
    public bool OnKey(in KeyPress key)
    {
        if (_page is null) return false;
        if (IsEditing)
        {
            if (key.Key == Key.F1) return false;
            if (_editor!.OnKey(key) is { } answer) Answer(answer);
            return true;
        }

        if (_list.OnKey(key))
        {
            _answer = null;
            return true;
        }

        return _list.Selected is { } row && OnRowKey(key, row);
    }

    bool OnRowKey(in KeyPress key, SettingsRow row)
    {
        if (key.Key == Key.Enter) Activate(row);
        else if (key.Key is Key.Left or Key.Right) Step(row, key.Key == Key.Left ? -1 : 1);
        else if (key.Is('x') || key.Key == Key.Delete) Empty(row);
        else if (key.Is('u')) Undo(row);
        else if (key.Is('w')) Answer(_page!.Save());
        else if (key.Is('R') || key.Is('r')) Retry(row);
        else return false;
        return true;
    }

    void Activate(SettingsRow row)
    {
        switch (row.Input)
        {
            case SettingInput.Text or SettingInput.Path or SettingInput.Step: _editor!.Begin(row); break;
            case SettingInput.Flag or SettingInput.Choice: Step(row, 1); break;
            default: Answer("This is a state, not a setting.", isRefusal: true); break;
        }
    }

    // Along the choices; those in an order end at their ends, the others go around.
    void Step(SettingsRow row, int direction)
    {
        ImmutableArray<string> choices = row.Choices;
        if (choices.IsDefaultOrEmpty || row.Key is null) return;
        int at = choices.IndexOf(row.Entered), next = at + direction;
        if (row.Input == SettingInput.Step) next = at < 0 ? 0 : Math.Clamp(next, 0, choices.Length - 1);
        else next = (next + choices.Length) % choices.Length;
        Change(row, choices[next]);
    }

    void Empty(SettingsRow row)
    {
        if (row is { Input: SettingInput.Text or SettingInput.Path, Key: not null }) Change(row, "");
    }

    void Change(SettingsRow row, string value)
    {
        string? fault = _page!.Change(row.Key!, value);
        Answer(fault ?? "Changed for this run; w saves it.", fault is not null);
    }

    void Undo(SettingsRow row)
    {
        if (row.Key is null) return;
        string? fault = _page!.Revert(row.Key);
        Answer(fault ?? "It is as before.", fault is not null);
    }

    void Retry(SettingsRow row)
    {
        if (!row.CanRetry)
        {
            Answer("There is nothing to try again here.", isRefusal: true);
            return;
        }

        _page!.Retry(row);
        Answer("Trying again.");
    }

    void Answer(string sentence, bool isRefusal = false) => (_answer, _isRefusal) = (sentence, isRefusal);

    /// <inheritdoc/>
    public bool OnMouse(in MouseInput mouse)
    {
        if (_page is null || IsEditing || !_listArea.Contains(mouse.X, mouse.Y)) return false;
        if (mouse.Kind == MouseKind.WheelUp) _list.Scroll(-WheelRows);
        else if (mouse.Kind == MouseKind.WheelDown) _list.Scroll(WheelRows);
        else if (mouse.Kind == MouseKind.Press)
        {
            // A second click on a row is meant to change it.
            bool isAgain = _list.Click(mouse.Y - _listArea.Y);
            if (!isAgain) _answer = null;
            else if (_list.Selected is { } row) Activate(row);
        }

        return true;
    }
}
