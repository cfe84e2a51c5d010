using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Tabs;
using NetWatch.Sdk.Testing.Collection;
using NetWatch.Sdk.Testing.Tabs;

namespace NetWatch.Plugins.Processes.Tests;

public sealed class ProcessesContractTests : TabContract
{
    protected override ITab Create() => new ProcessesTab();

    protected override ISnapshots Snapshots() => SampleMachine.Snapshots();

    protected override IEnumerable<KeyPress> Tour() => [new(Key.Enter), new(Key.Down), new(Key.Character, 's'), new(Key.Character, 'S')];
}
