using NetWatch.Sdk.Tabs;

namespace Fixtures.ThrowsInConstructor;

[Tab("throws", "Throws")]
public sealed class ThrowingTab : ITab
{
    public ThrowingTab() => throw new InvalidOperationException("not today");

    public void Draw(in Frame frame, Surface surface) { }

    public bool OnKey(in KeyPress key) => false;
}
