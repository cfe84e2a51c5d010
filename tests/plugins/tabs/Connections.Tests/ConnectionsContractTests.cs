using NetWatch.Sdk.Tabs;
using NetWatch.Sdk.Testing.Tabs;

namespace NetWatch.Plugins.Connections.Tests;

public sealed class ConnectionsContractTests : TabContract
{
    protected override ITab Create() => new ConnectionsTab(new TestPluginContext(new TestSnapshots(), new TestFilters()));

    protected override IEnumerable<KeyPress> Tour() =>
    [
        new(Key.Down), new(Key.Enter), new(Key.Character, 'w'), new(Key.PageDown), new(Key.Character, 's'), new(Key.Character, 'f'),
        new(Key.Character, 'e'), new(Key.Character, '/'), new(Key.Character, 'a'), new(Key.Character, '!'), new(Key.Backspace), new(Key.Enter),
    ];
}
