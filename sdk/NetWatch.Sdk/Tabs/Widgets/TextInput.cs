using System.Text;

namespace NetWatch.Sdk.Tabs.Widgets;

/// <summary>
/// One line of text that the user edits, for instance a filter. Kept by the tab, which gives it the keys while it is open. Screen's
/// thread only; allocates on keys, never when drawn.
/// </summary>
/// <param name="maxLength">How many characters it takes at most; more are refused.</param>
public sealed class TextInput(int maxLength = 512)
{
    int _caret;

    /// <summary>What has been typed.</summary>
    public string Text { get; private set; } = "";

    /// <summary>Replaces the text and puts the caret behind it.</summary>
    public void Set(string text)
    {
        Text = text.Length <= maxLength ? text : text[..maxLength];
        _caret = Text.Length;
    }

    /// <summary>
    /// Takes a key: characters, Backspace, Delete, Left, Right, Home, End, Control with <c>u</c> (clear), <c>w</c> (word), <c>a</c>
    /// and <c>e</c> (ends). Enter, Escape and all others are left to the tab.
    /// </summary>
    public bool OnKey(in KeyPress key)
    {
        switch (key.Key)
        {
            case Key.Character when (key.Modifiers & KeyModifiers.Control) != 0: return OnControl(key.Rune);
            case Key.Character when (key.Modifiers & KeyModifiers.Alt) == 0: Insert(key.Rune); return true;
            case Key.Backspace: Remove(Before(_caret), _caret); return true;
            case Key.Delete: Remove(_caret, After(_caret)); return true;
            case Key.Left: _caret = Before(_caret); return true;
            case Key.Right: _caret = After(_caret); return true;
            case Key.Home: _caret = 0; return true;
            case Key.End: _caret = Text.Length; return true;
            default: return false;
        }
    }

    /// <summary>Draws prompt and text into the first row of the surface, scrolled so that the caret is in sight.</summary>
    /// <param name="surface">Where the line goes.</param>
    /// <param name="prompt">Before the text, for instance <c>filter </c>.</param>
    /// <param name="isActive">Whether it takes keys now: the caret is shown.</param>
    /// <param name="errorAt">Index of the character that is wrong, from 0; -1 for none. One behind the end is allowed.</param>
    public void Draw(Surface surface, ReadOnlySpan<char> prompt, bool isActive, int errorAt = -1)
    {
        int start = surface.Write(0, 0, prompt, StyleRole.Accent);
        Surface field = surface.Slice(start, 0, surface.Width - start, 1);
        field.Fill(isActive ? StyleRole.Input : StyleRole.Default);
        if (field.Width == 0) return;
        int at = FirstShown(field.Width), x = 0;
        while (at <= Text.Length && x < field.Width)
        {
            int next = After(at);
            int rune = at < Text.Length && Rune.TryGetRuneAt(Text, at, out Rune typed) ? typed.Value : at < Text.Length ? 0xFFFD : ' ';
            Style style = isActive ? StyleRole.Input : StyleRole.Default;
            if (errorAt == at) style = new Style(StyleRole.Alert, TextAttributes.Underline);
            if (isActive && at == _caret) style = style with { Attributes = style.Attributes | TextAttributes.Reverse };
            x += field.Put(x, 0, rune, style);
            if (next == at) break;
            at = next;
        }
    }

    bool OnControl(int letter)
    {
        switch (letter)
        {
            case 'u': Set(""); return true;
            case 'a': _caret = 0; return true;
            case 'e': _caret = Text.Length; return true;
            case 'w':
                int start = _caret;
                while (start > 0 && Text[start - 1] == ' ') start--;
                while (start > 0 && Text[start - 1] != ' ') start--;
                Remove(start, _caret);
                return true;
            default: return false;
        }
    }

    void Insert(int rune)
    {
        if (!Rune.IsValid(rune) || Rune.IsControl(new Rune(rune))) return;
        string typed = new Rune(rune).ToString();
        if (Text.Length + typed.Length > maxLength) return;
        Text = Text.Insert(_caret, typed);
        _caret += typed.Length;
    }

    void Remove(int start, int end)
    {
        Text = Text.Remove(start, end - start);
        _caret = start;
    }

    int Before(int index) => index == 0 ? 0 : index - (index > 1 && char.IsSurrogatePair(Text, index - 2) ? 2 : 1);

    int After(int index) =>
        index >= Text.Length ? Text.Length : index + (index + 1 < Text.Length && char.IsSurrogatePair(Text, index) ? 2 : 1);

    // Walks back from the caret as long as what lies between fits, one column kept for the caret itself.
    int FirstShown(int width)
    {
        int room = width - 1, at = _caret;
        while (at > 0)
        {
            int previous = Before(at);
            room -= CellWidth.Of(Text.AsSpan(previous, at - previous));
            if (room < 0) break;
            at = previous;
        }

        return at;
    }
}
