using NetWatch.Sdk.Tabs;

namespace Fixtures.NoExtension;

/// <summary>A tab whose author forgot the attribute.</summary>
public sealed class Forgotten : ITab
{
    public void Draw(in Frame frame, Surface surface) { }

    public bool OnKey(in KeyPress key) => false;
}
