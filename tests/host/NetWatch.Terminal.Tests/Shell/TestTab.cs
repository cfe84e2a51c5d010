using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Tabs;

namespace NetWatch.Terminal.Tests.Shell;

/// <summary>A tab that shows what it was told: its name, size, the packets of the frame, keys and the mouse.</summary>
sealed class TestTab(string name = "tab") : ITab
{
    public string Typed { get; private set; } = "";

    public List<MouseInput> Mouse { get; } = [];

    public string UsedKeys { get; set; } = "";

    public bool IsEditing { get; set; }

    public string? ThrowsIn { get; set; }

    public string? HangsIn { get; set; }

    /// <summary>What it does in the member in which it hangs.</summary>
    public Action Hang { get; set; } = () => { };

    public int Draws { get; private set; }

    public IReadOnlyList<KeyHint> Keys
    {
        get
        {
            if (HangsIn == nameof(Keys)) Hang();
            return field;
        }
        set;
    } = [new("f", "filter", "Open the filter line."), new("Enter", "details")];

    public void Draw(in Frame frame, Surface surface)
    {
        if (ThrowsIn == nameof(Draw)) throw new InvalidOperationException("no table");
        if (HangsIn == nameof(Draw)) Hang();
        Draws++;
        int x = surface.Write(0, 0, name);
        Span<char> text = stackalloc char[64];
        text.TryWrite($" {surface.Width}×{surface.Height} ", out int length);
        x = surface.Write(x, 0, text[..length]);
        (frame.Get<EngineSnapshot>()?.Packets ?? 0).TryFormat(text, out length);
        x = surface.Write(x, 0, text[..length]);
        if (frame.IsPaused) surface.Write(x, 0, " paused");
    }

    public bool OnKey(in KeyPress key)
    {
        if (ThrowsIn == nameof(OnKey)) throw new InvalidOperationException("no key");
        if (HangsIn == nameof(OnKey)) Hang();
        if (key.Key == Key.Character) Typed += (char)key.Rune;
        return key.Key == Key.Character && (IsEditing || UsedKeys.Contains((char)key.Rune, StringComparison.Ordinal));
    }

    public bool OnMouse(in MouseInput mouse)
    {
        if (ThrowsIn == nameof(OnMouse)) throw new InvalidOperationException("no mouse");
        Mouse.Add(mouse);
        return true;
    }
}
