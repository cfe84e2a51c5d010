using NetWatch.Sdk.Collection;
using NetWatch.Sdk.Plugins;
using NetWatch.Sdk.Snapshots;

namespace Fixtures.Good;

/// <summary>Publishes a type of the SDK that nobody else has here.</summary>
[Collector("good", typeof(TrafficSnapshot), CadenceMilliseconds = 2500, ReadsFiles = true, Settings = ["path", "depth"])]
[CollectorSetting("target", SettingInput.Text)]
[CollectorSetting("loud", SettingInput.Flag, Meaning = "Makes noise.")]
public sealed class GoodCollector : ICollector
{
    public ISnapshot? Collect(CollectionContext context) => null;
}
