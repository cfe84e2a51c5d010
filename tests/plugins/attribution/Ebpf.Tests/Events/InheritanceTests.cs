using NetWatch.Plugins.Attribution.Processes;
using NetWatch.Plugins.Ebpf.Events;
using NetWatch.Sdk.Attribution;

namespace NetWatch.Plugins.Ebpf.Tests.Events;

/// <summary>Whose a connection was that is closed without a byte. Times are seconds; the server began at 1, its child at 10.</summary>
public sealed class InheritanceTests
{
    const long Second = 1_000_000_000;
    const int Server = 100, Child = 200, Grandchild = 300;

    readonly EventReader _reader = new(new ProcessTable(new ProcFiles("/nowhere"), new UserNames("/nowhere"), DateTimeOffset.UnixEpoch), ownNamespace: 1);

    public InheritanceTests()
    {
        Read(RecordBytes.Release(Server, 1 * Second, "server", acceptedAt: 2 * Second)).Pid.ShouldBe(Server);
        _reader.TryRead(RecordBytes.Fork(Child, 10 * Second, Server, 1 * Second), out _);
    }

    ProcessIdentity Read(byte[] record)
    {
        _reader.TryRead(record, out SocketEvent told).ShouldBeTrue();
        return told.Process;
    }

    int CloserOf(double acceptedAt, int pid = Child, double started = 10, EventKind kind = EventKind.Release) =>
        Read(RecordBytes.Release(pid, (long)(started * Second), "child", (long)(acceptedAt * Second), kind)).Pid;

    [Fact]
    public void A_child_that_was_there_before_the_connection_has_accepted_it() => CloserOf(acceptedAt: 11).ShouldBe(Child);

    [Fact]
    public void A_child_that_came_after_the_connection_has_inherited_it() => CloserOf(acceptedAt: 9).ShouldBe(Server);

    [Fact]
    public void On_its_way_into_another_program_a_child_closes_what_it_had_inherited()
    {
        _reader.TryRead(RecordBytes.Exec(Child, 10 * Second, "ip"), out _);
        CloserOf(acceptedAt: 9, kind: EventKind.Inherited).ShouldBe(Server);
    }

    [Fact]
    public void A_program_that_is_started_for_a_waiting_connection_accepts_it_itself()
    {
        _reader.TryRead(RecordBytes.Exec(Child, 10 * Second, "service"), out _);
        CloserOf(acceptedAt: 9).ShouldBe(Child);
    }

    [Fact]
    public void It_is_inherited_over_generations()
    {
        _reader.TryRead(RecordBytes.Fork(Grandchild, 11 * Second, Child, 10 * Second), out _);
        CloserOf(acceptedAt: 9, Grandchild, started: 11).ShouldBe(Server);
        CloserOf(acceptedAt: 10.5, Grandchild, started: 11).ShouldBe(Child);
    }

    [Fact]
    public void A_child_whose_fork_was_not_seen_stands_for_itself() => CloserOf(acceptedAt: 9, pid: 999).ShouldBe(999);
}
