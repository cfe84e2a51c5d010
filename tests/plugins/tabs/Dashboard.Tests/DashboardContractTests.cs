using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Tabs;
using NetWatch.Sdk.Testing.Collection;
using NetWatch.Sdk.Testing.Tabs;

namespace NetWatch.Plugins.Dashboard.Tests;

public sealed class DashboardContractTests : TabContract
{
    protected override ITab Create() => new DashboardTab();

    protected override ISnapshots Snapshots() => SampleMachine.Snapshots();
}
