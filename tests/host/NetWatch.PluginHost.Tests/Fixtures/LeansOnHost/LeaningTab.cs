using NetWatch.Sdk.Tabs;
using Shouldly;

namespace Fixtures.LeansOnHost;

/// <summary>Uses a library that the program beside it has and that is not in the plugin's own folder.</summary>
[Tab("leaning", "Leaning")]
public sealed class LeaningTab : ITab
{
    public LeaningTab() => "a".ShouldBe("a");

    public void Draw(in Frame frame, Surface surface) { }

    public bool OnKey(in KeyPress key) => false;
}
