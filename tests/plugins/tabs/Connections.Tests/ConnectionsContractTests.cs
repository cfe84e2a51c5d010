using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Tabs;
using NetWatch.Sdk.Testing.Collection;
using NetWatch.Sdk.Testing.Tabs;

namespace NetWatch.Plugins.Connections.Tests;

public sealed class ConnectionsContractTests : TabContract
{
    protected override ITab Create() => new ConnectionsTab(new TestPluginContext(new TestSnapshots(), new TestFilters()));

    protected override ISnapshots Snapshots()
    {
        var snapshots = (TestSnapshots)base.Snapshots();
        FiveTuple tuple = new(Transport.Udp, NetAddress.FromIPv4(1), 1, NetAddress.FromIPv4(2), 2), listening = new(Transport.Tcp, default, 22, default, 0);
        ConnectionsSnapshot joined = SampleMachine.Connections();
        snapshots.Set(joined with
        {
            Connections = joined.Connections.AddRange(
                SocketRowTests.Connection(1, tuple), SocketRowTests.Connection(2, tuple with { Transport = Transport.Tcp }, "curl", secondsOld: 2)),
            Listening = [new ConnectionRow(listening.Reversed, 0) { SocketNumber = 3, ServerSocket = new SocketRow { Local = listening, State = SocketState.Listen } }],
        });
        return snapshots;
    }

    protected override IEnumerable<KeyPress> Tour() =>
    [
        new(Key.Character, 'l'), new(Key.End), new(Key.Enter), new(Key.Enter),
        new(Key.Down), new(Key.Enter), new(Key.Character, 'w'), new(Key.PageDown), new(Key.Character, 's'), new(Key.Character, 'f'),
        new(Key.Character, 'e'), new(Key.Character, '/'), new(Key.Character, 'a'), new(Key.Character, '!'), new(Key.Backspace), new(Key.Enter),
    ];
}
