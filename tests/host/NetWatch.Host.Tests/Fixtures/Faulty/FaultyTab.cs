using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Tabs;

namespace Fixtures.Faulty;

/// <summary>Shows how far the collector is; hangs or throws when the key for it is pressed.</summary>
[Tab("faulty", "Faulty", Order = 900)]
public sealed class FaultyTab : ITab
{
    bool _hangs, _throws;

    public void Draw(in Frame frame, Surface surface)
    {
        if (_hangs) Thread.Sleep(Timeout.Infinite);
        if (_throws) throw new InvalidDataException("drawn as wanted");
        surface.Write(0, 0, $"collected {frame.Get<FaultySnapshot>()?.Version}, packets {frame.Get<EngineSnapshot>()?.Packets}");
    }

    public bool OnKey(in KeyPress key)
    {
        if (key.Is('h')) _hangs = true;
        else if (key.Is('x')) _throws = true;
        else return false;
        return true;
    }
}
