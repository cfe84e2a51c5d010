using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Tabs;

namespace NetWatch.Host.Tests.Documentation;

[Tab("loss", "Loss")]
public sealed class LossTab : ITab
{
    int _selected;

    public IReadOnlyList<KeyHint> Keys { get; } = [new("↑ ↓", "select")];

    public void Draw(in Frame frame, Surface surface)
    {
        if (frame.Get<EngineSnapshot>() is not { } engine) return;
        Span<char> figure = stackalloc char[20];
        for (int i = 0; i < engine.Drops.Length && i < surface.Height; i++)
        {
            surface.WriteField(1, i, 20, engine.Drops[i].Name);
            engine.Drops[i].Count.TryFormat(figure, out int length);
            surface.WriteField(22, i, 12, figure[..length], default, alignRight: true);
            if (i == _selected) surface.Restyle(i, StyleRole.Selection);
        }
    }

    public bool OnKey(in KeyPress key)
    {
        if (key.Key is not (Key.Up or Key.Down)) return false;
        _selected = Math.Max(0, _selected + (key.Key == Key.Up ? -1 : 1));
        return true;
    }
}
