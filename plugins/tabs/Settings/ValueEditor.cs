using System.Collections.Immutable;
using NetWatch.Sdk.Plugins;
using NetWatch.Sdk.Tabs;
using NetWatch.Sdk.Tabs.Widgets;

namespace NetWatch.Plugins.Settings;

/// <summary>Takes a new value for one row: a line of text, which for paths is completed by Tab.</summary>
sealed class ValueEditor(ISettingsPage page)
{
    const int Longest = 4096;

    readonly TextInput _input = new(Longest);
    ImmutableArray<string> _offers = [];
    string? _fault;
    string _prompt = "";

    /// <summary>The row that is edited; null while none is.</summary>
    internal SettingsRow? Row { get; private set; }

    internal void Begin(SettingsRow row)
    {
        (Row, _fault, _offers, _prompt) = (row, null, [], row.Name + ": ");
        _input.Set(row.Entered);
    }

    /// <summary>Takes every key while a row is edited. Returns the sentence to show when editing is over, else null.</summary>
    internal string? OnKey(in KeyPress key)
    {
        switch (key.Key)
        {
            case Key.Escape:
                Row = null;
                return "Left as it was.";
            case Key.Enter:
                _fault = page.Change(Row!.Key!, _input.Text);
                if (_fault is not null) return null;
                Row = null;
                return "Changed for this run; w saves it.";
            case Key.Tab when Row!.Input == SettingInput.Path:
                Complete();
                return null;
            default:
                string before = _input.Text;
                if (_input.OnKey(key) && !string.Equals(before, _input.Text, StringComparison.Ordinal)) (_fault, _offers) = (null, []);
                return null;
        }
    }

    // To what all offers have in common; the offers are shown while there are several.
    void Complete()
    {
        ImmutableArray<string> offers = page.CompletePath(_input.Text);
        _fault = offers.IsEmpty ? "Nothing begins like this." : null;
        _offers = offers.Length > 1 ? offers : [];
        if (offers.IsEmpty) return;
        int common = offers[0].Length;
        foreach (string offer in offers) common = Math.Min(common, offers[0].AsSpan().CommonPrefixLength(offer));
        // Half of a character is none.
        if (common > 0 && char.IsHighSurrogate(offers[0][common - 1])) common--;
        if (common > _input.Text.Length) _input.Set(offers[0][..common]);
    }

    internal void Draw(Surface surface)
    {
        SettingsRow row = Row!;
        Surface body = Panel.Draw(surface, row.Name, row.Key ?? "", isFocused: true);
        Surface lines = body.Slice(1, 0, body.Width - 2, body.Height);
        _input.Draw(lines.Slice(0, 0, lines.Width, 1), _prompt, isActive: true);
        int y = 1;
        if (_fault is { } fault) y += Paragraph.Draw(lines.Slice(0, y, lines.Width, lines.Height - y), fault, StyleRole.Alert);
        if (!_offers.IsEmpty)
        {
            DrawOffers(lines.Slice(0, y, lines.Width, lines.Height - y));
            return;
        }

        string keys = row.Input == SettingInput.Path ? "Enter takes it, Tab completes it, Ctrl-U empties it, Esc leaves it as it was." : "Enter takes it, Ctrl-U empties it, Esc leaves it as it was.";
        y += Paragraph.Draw(lines.Slice(0, y, lines.Width, lines.Height - y), keys, StyleRole.Muted);
        if (row.Meaning is { } meaning) Paragraph.Draw(lines.Slice(0, y, lines.Width, lines.Height - y), meaning, StyleRole.Muted);
    }

    // The last names, side by side as far as they go.
    void DrawOffers(Surface lines)
    {
        int x = 0, y = 0;
        foreach (string offer in _offers)
        {
            int end = offer.EndsWith(Path.DirectorySeparatorChar) ? offer.Length - 1 : offer.Length;
            int start = end == 0 ? 0 : offer.LastIndexOf(Path.DirectorySeparatorChar, end - 1) + 1;
            ReadOnlySpan<char> name = offer.AsSpan(start);
            int width = Math.Min(CellWidth.Of(name), lines.Width);
            if (x > 0 && x + width > lines.Width) (x, y) = (0, y + 1);
            if (y >= lines.Height) return;
            x = lines.Write(x, y, name, StyleRole.Accent) + 2;
        }
    }
}
