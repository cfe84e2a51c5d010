using NetWatch.Sdk.Tabs;
using NetWatch.Sdk.Testing.Tabs;

namespace NetWatch.Plugins.Settings.Tests;

public sealed class SettingsContractTests : TabContract
{
    protected override ITab Create() => new SettingsTab(new TestPluginContext(new TestSnapshots(), new TestFilters())
    {
        SettingsPage = new FakePage { Offers = ["/tmp/a/", "/tmp/b.log", "/tmp/" + new string('c', 300)] },
    });

    protected override IEnumerable<KeyPress> Tour() =>
    [
        new(Key.Down), new(Key.Character, 'w'), new(Key.PageDown), new(Key.Right), new(Key.Character, ']'), new(Key.Character, '['), new(Key.Home), new(Key.Enter),
        new(Key.Character, '/'), new(Key.Tab), new(Key.Backspace), new(Key.Enter), new(Key.Character, 'x'), new(Key.Character, 'u'),
    ];
}
