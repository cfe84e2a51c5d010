using NetWatch.Sdk.Tabs;

namespace NetWatch.Terminal.Shell;

/// <summary>All keys: those of the active tab first, then the shell's.</summary>
sealed class HelpOverlay(Func<TabHost> active) : Overlay
{
    static readonly KeyHint[] ShellKeys =
    [
        new("1 … 9", "go to a tab; Tab and Shift-Tab go around. A click on its title does the same."),
        new("space p", "pause: the screen keeps what it shows, capture goes on."),
        new("!", "losses, faults and the whole notice of the source."),
        new("c", "collectors: how each stands and since when; + and - change how often it runs, o turns it off or on."),
        new("t", "next theme: terminal (your own palette), dark, light, mono."),
        new("+ -", "draw more or less often."),
        new("Ctrl-L", "paint the screen anew."),
        new("Ctrl-Z", "suspend; fg comes back."),
        new("? F1", "this help."),
        new("q Ctrl-C", "quit."),
    ];

    protected override string Title => "Keys";

    protected override string Foot => "Esc closes";

    protected override void Build(List<OverlayLine> lines)
    {
        TabHost tab = active();
        IReadOnlyList<KeyHint> keys = tab.Keys;
        if (keys.Count > 0)
        {
            lines.Add(OverlayLine.Heading(tab.Tab.Title));
            foreach (KeyHint key in keys) lines.Add(new OverlayLine(key.Key, key.Help ?? key.Action));
            lines.Add(OverlayLine.Blank);
        }

        lines.Add(OverlayLine.Heading("Everywhere"));
        foreach (KeyHint key in ShellKeys) lines.Add(new OverlayLine(key.Key, key.Help ?? key.Action));
    }

    protected override bool OnOwnKey(in KeyPress key) => !key.Is('?') && key.Key != Key.F1;
}
