using NetWatch.Sdk.Plugins;
using NetWatch.Sdk.Tabs;

namespace Fixtures.Good;

/// <summary>Says through its hints what the host handed to it.</summary>
[Tab("good", "Good", Order = 1500)]
public sealed class GoodTab(IPluginContext context) : ITab
{
    public IReadOnlyList<KeyHint> Keys =>
        [new("id", context.PluginId), new("packets", context.Packets is null ? "null" : "there")];

    public void Draw(in Frame frame, Surface surface) { }

    public bool OnKey(in KeyPress key) => false;
}
