using NetWatch.Sdk.Tabs;

namespace Fixtures.ThrowsInConstructor;

[Tab("quiet", "Quiet")]
public sealed class QuietTab : ITab
{
    public void Draw(in Frame frame, Surface surface) { }

    public bool OnKey(in KeyPress key) => false;
}
