using NetWatch.Sdk.Collection;
using NetWatch.Sdk.Plugins;
using NetWatch.Sdk.Snapshots;

namespace Fixtures.BadDeclarations;

[Collector("hasty", typeof(TrafficSnapshot), CadenceMilliseconds = 10)]
public sealed class TooHasty : Idle;

[Collector("odd-setting", typeof(HealthSnapshot), Settings = ["A key"])]
public sealed class OddSetting : Idle;

[Collector("odd-live", typeof(NamesSnapshot))]
[CollectorSetting("A key", SettingInput.Text)]
public sealed class OddLiveSetting : Idle;

[Collector("odd-input", typeof(DnsActivitySnapshot))]
[CollectorSetting("theme", SettingInput.Choice)]
public sealed class OddInput : Idle;

[Collector("odd-meaning", typeof(PacketsSnapshot))]
[CollectorSetting("key", SettingInput.Text, Meaning = "\u001b[2J")]
public sealed class OddMeaning : Idle;

[Collector("owner", typeof(GeoSnapshot))]
public sealed class Owner : Idle;

[Collector("rival", typeof(GeoSnapshot))]
public sealed class Rival : Idle;

public abstract class Idle : ICollector
{
    public ISnapshot? Collect(CollectionContext context) => null;
}
