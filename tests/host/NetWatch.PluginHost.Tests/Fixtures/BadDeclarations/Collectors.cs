using NetWatch.Sdk.Collection;
using NetWatch.Sdk.Snapshots;

namespace Fixtures.BadDeclarations;

[Collector("hasty", typeof(TrafficSnapshot), CadenceMilliseconds = 10)]
public sealed class TooHasty : Idle;

[Collector("odd-setting", typeof(HealthSnapshot), Settings = ["A key"])]
public sealed class OddSetting : Idle;

[Collector("owner", typeof(GeoSnapshot))]
public sealed class Owner : Idle;

[Collector("rival", typeof(GeoSnapshot))]
public sealed class Rival : Idle;

public abstract class Idle : ICollector
{
    public ISnapshot? Collect(CollectionContext context) => null;
}
