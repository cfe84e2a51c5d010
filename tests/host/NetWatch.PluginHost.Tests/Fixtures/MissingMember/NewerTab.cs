using NetWatch.Sdk.Tabs;

namespace Fixtures.MissingMember;

[Tab("newer", "Newer")]
public sealed class NewerTab : ITab
{
    public void Draw(in Frame frame, Surface surface)
    {
        if (TabAttribute.Newer(frame, 1) > 0) NewerWidget.Draw(surface);
    }

    public bool OnKey(in KeyPress key) => false;
}
