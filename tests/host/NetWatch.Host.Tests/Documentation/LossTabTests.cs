using NetWatch.Sdk.Tabs;
using NetWatch.Sdk.Testing.Tabs;

namespace NetWatch.Host.Tests.Documentation;

public sealed class LossTabTests : TabContract
{
    protected override ITab Create() => new LossTab();
}
