using NetWatch.Sdk.Tabs;

namespace NetWatch.Terminal.Shell;

/// <summary>One line of keys: the tab's on the left, the shell's on the right.</summary>
static class HintLine
{
    static readonly KeyHint[] ShellKeys =
    [
        new("space", "pause"),
        new("t", "theme"),
        new("+ -", "tick"),
        new("!", "losses"),
    ];

    public static void Draw(Surface row, IReadOnlyList<KeyHint> tabKeys)
    {
        row.Fill(StyleRole.Bar);
        int right = row.Width - 1;
        foreach (KeyHint hint in ShellKeys) right -= WidthOf(hint);
        int x = 1;
        // Not by an enumerator: that of a list behind its interface is an object for each frame.
        for (int i = 0; i < tabKeys.Count; i++)
        {
            KeyHint hint = tabKeys[i];
            if (x + WidthOf(hint) > row.Width) return;
            x = Write(row, x, hint);
        }

        if (right <= x) return;
        foreach (KeyHint hint in ShellKeys) right = Write(row, right, hint);
    }

    static int WidthOf(KeyHint hint) => CellWidth.Of(hint.Key) + CellWidth.Of(hint.Action) + 3;

    static int Write(Surface row, int x, KeyHint hint)
    {
        x = row.Write(x, 0, hint.Key, StyleRole.Accent) + 1;
        return row.Write(x, 0, hint.Action, StyleRole.Muted) + 2;
    }
}
