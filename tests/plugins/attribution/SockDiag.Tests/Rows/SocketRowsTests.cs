using System.Collections.Immutable;
using NetWatch.Plugins.Attribution.Processes;
using NetWatch.Plugins.SockDiag.Netlink;
using NetWatch.Plugins.SockDiag.Rows;
using NetWatch.Plugins.SockDiag.Tests.Netlink;
using NetWatch.Plugins.SockDiag.Tests.Processes;
using NetWatch.Sdk.Attribution;

namespace NetWatch.Plugins.SockDiag.Tests.Rows;

public sealed class SocketRowsTests : IDisposable
{
    readonly ProcFolder _proc = new();
    readonly ProcessTable _processes;
    readonly SocketRows _rows;
    readonly Holders _holders;

    public SocketRowsTests()
    {
        _processes = new ProcessTable(new ProcFiles(_proc.Root), new UserNames("/nowhere"), DateTimeOffset.UnixEpoch);
        _rows = new SocketRows(_processes, TimeProvider.System);
        _holders = new Holders(_processes);
        _proc.Add(10, "nginx", 0, 100);
    }

    public void Dispose() => _proc.Dispose();

    [Fact]
    public void A_socket_that_has_not_changed_keeps_its_row_and_nobody_is_asked_again()
    {
        _holders.Hold(7, 10);
        SocketRow first = Read(DiagBytes.Message("10.0.0.1", 1, "10.0.0.2", 2)).ShouldHaveSingleItem();
        first.Owner!.Process.Name.ShouldBe("nginx");
        Read(DiagBytes.Message("10.0.0.1", 1, "10.0.0.2", 2)).ShouldHaveSingleItem().ShouldBeSameAs(first);
        _holders.Asked.ShouldBe(1);
    }

    [Fact]
    public void A_socket_that_changes_keeps_its_holder()
    {
        _holders.Hold(7, 10);
        Read(DiagBytes.Message("10.0.0.1", 1, "10.0.0.2", 2));
        SocketRow changed = Read(DiagBytes.Message("10.0.0.1", 1, "10.0.0.2", 2, state: 8)).ShouldHaveSingleItem();
        (changed.State, changed.Owner!.Process.Pid).ShouldBe((SocketState.CloseWait, 10));
    }

    [Fact]
    public void A_holder_whose_pid_was_given_to_another_process_is_let_go()
    {
        _holders.Hold(7, 10);
        Read(DiagBytes.Message("10.0.0.1", 1, "10.0.0.2", 2));
        _proc.Add(10, "stranger", 0, 999);
        _holders.Release(7);
        Read(DiagBytes.Message("10.0.0.1", 1, "10.0.0.2", 2)).ShouldHaveSingleItem().Owner.ShouldBeNull();
    }

    [Fact]
    public void Who_can_not_be_found_is_not_sought_at_every_reading()
    {
        for (int i = 0; i < 10; i++) Read(DiagBytes.Message("10.0.0.1", 1, "10.0.0.2", 2));
        _holders.Asked.ShouldBe(1);
        Read(DiagBytes.Message("10.0.0.1", 1, "10.0.0.2", 2));
        _holders.Asked.ShouldBe(2);
    }

    [Fact]
    public void A_destroyed_socket_has_the_holder_that_it_had()
    {
        _holders.Hold(7, 10);
        byte[] bytes = DiagBytes.Message("10.0.0.1", 1, "10.0.0.2", 2);
        Read(bytes);
        DiagMessage.TryParse(DiagBytes.Message("10.0.0.1", 1, "10.0.0.2", 2, state: 7, inode: 0), 6, out DiagMessage message).ShouldBeTrue();
        SocketRow ended = _rows.Ended(message);
        ended.Owner!.Process.Name.ShouldBe("nginx");
        ended.EndedAt.ShouldNotBeNull();
    }

    ImmutableArray<SocketRow> Read(params byte[][] messages)
    {
        _rows.Begin();
        foreach (byte[] bytes in messages)
        {
            DiagMessage.TryParse(bytes, 6, out DiagMessage message).ShouldBeTrue();
            _rows.Add(message);
        }

        return _rows.Finish(_holders);
    }

    sealed class Holders(ProcessTable processes) : ISocketHolders
    {
        readonly Dictionary<long, int> _pids = [];

        internal int Asked { get; private set; }

        internal void Hold(long inode, int pid) => _pids[inode] = pid;

        internal void Release(long inode) => _pids.Remove(inode);

        public bool TryRead(IDictionary<long, ProcessIdentity> holders)
        {
            Asked++;
            foreach ((long inode, int pid) in _pids) holders[inode] = processes.Find(pid)!;
            return true;
        }
    }
}
