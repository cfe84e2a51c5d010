using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Tabs;
using NetWatch.Sdk.Testing.Collection;
using NetWatch.Sdk.Testing.Tabs;

namespace NetWatch.Plugins.Interfaces.Tests;

public sealed class InterfacesContractTests : TabContract
{
    protected override ITab Create() => new InterfacesTab();

    protected override ISnapshots Snapshots() => SampleMachine.Snapshots();

    protected override IEnumerable<KeyPress> Tour() => [new(Key.Character, 'h'), new(Key.Character, 'd'), new(Key.Down), new(Key.Character, 's'), new(Key.Character, 'S')];
}
