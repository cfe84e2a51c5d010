using NetWatch.Sdk.Tabs;
using NetWatch.Sdk.Testing.Tabs;

namespace NetWatch.Plugins.Packets.Tests;

public sealed class PacketsContractTests : TabContract
{
    protected override ITab Create() =>
        new PacketsTab(new TestPluginContext(new TestSnapshots(), new TestFilters(), SampleTraffic.Packets(7_000)));

    protected override IEnumerable<KeyPress> Tour() =>
    [
        new(Key.Up), new(Key.Character, 'x'), new(Key.Enter), new(Key.Down), new(Key.Enter), new(Key.Character, 'w'), new(Key.PageDown),
        new(Key.Character, 'T'), new(Key.Character, 'T'), new(Key.Escape), new(Key.Character, 'f'), new(Key.Character, ':'), new(Key.Character, '9'), new(Key.Enter),
        new(Key.Character, '/'), new(Key.Character, 'a'), new(Key.Character, '!'), new(Key.Backspace), new(Key.Enter), new(Key.Escape),
    ];
}
