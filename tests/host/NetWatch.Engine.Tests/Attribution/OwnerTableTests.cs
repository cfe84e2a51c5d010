using NetWatch.Engine.Attribution;
using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Packets;

namespace NetWatch.Engine.Tests.Attribution;

public sealed class OwnerTableTests
{
    const long Second = 1_000_000_000;

    static readonly FiveTuple Tuple = new(Transport.Tcp, NetAddress.FromIPv4(0x0A000001), 40000, NetAddress.FromIPv4(0x0A000002), 443);

    readonly OwnerTable _table = new(1000);

    [Fact]
    public void A_connection_has_the_process_that_connected()
    {
        _table.Add(Tuple, Owner(1), 10 * Second, cookie: 1, isForeign: false);
        Find(start: 10 * Second + 1000, end: 11 * Second).ShouldBe(1);
    }

    [Fact]
    public void An_event_may_come_after_the_last_packet()
    {
        _table.Add(Tuple, Owner(1), 12 * Second, cookie: 1, isForeign: false);
        Find(start: 10 * Second, end: 11 * Second).ShouldBe(1);
        Find(start: 10 * Second, end: 10 * Second - 31 * Second + Second).ShouldBeNull();
    }

    [Fact]
    public void A_five_tuple_that_is_used_again_has_the_process_of_its_time()
    {
        _table.Add(Tuple, Owner(1), 10 * Second, cookie: 1, isForeign: false);
        _table.Add(Tuple, Owner(2), 15 * Second, cookie: 2, isForeign: false);
        _table.Add(Tuple, Owner(3), 20 * Second, cookie: 3, isForeign: false);
        Find(start: 10 * Second + 1000, end: 10 * Second + 2000).ShouldBe(1);
        Find(start: 15 * Second + 1000, end: 15 * Second + 2000).ShouldBe(2);
        Find(start: 20 * Second + 1000, end: 21 * Second).ShouldBe(3);
    }

    [Fact]
    public void A_flow_of_datagrams_is_that_of_the_process_that_began_it_however_many_use_its_port_after()
    {
        FiveTuple udp = Tuple with { Transport = Transport.Udp };
        for (int pid = 1; pid <= 3; pid++) _table.Add(udp, Owner(pid), (10 + 5 * pid) * Second, (ulong)pid, isForeign: false);
        // Asked for at its first packet, a while later, and when it has ended.
        foreach (long end in (long[])[15 * Second, 21 * Second, 140 * Second])
            _table.Find(udp, new FlowQuestion(udp, 15 * Second - 1000, end, HasOpening: false)).ShouldNotBeNull().Process.Pid.ShouldBe(1);
        // A server reads a moment after the packet; the one that had the port before is another flow's.
        _table.Find(udp, new FlowQuestion(udp, 20 * Second - 50_000_000, 21 * Second, HasOpening: false)).ShouldNotBeNull().Process.Pid.ShouldBe(2);
    }

    [Fact]
    public void An_older_connection_lends_nothing_to_one_whose_opening_was_seen()
    {
        _table.Add(Tuple, Owner(1), 10 * Second, cookie: 1, isForeign: false);
        Find(start: 15 * Second, end: 16 * Second).ShouldBeNull();
        Find(start: 15 * Second, end: 16 * Second, hasOpening: false).ShouldBe(1);
    }

    [Fact]
    public void A_child_that_goes_on_with_a_socket_does_not_take_its_place()
    {
        _table.Add(Tuple, Owner(1), 10 * Second, cookie: 1, isForeign: false);
        _table.Add(Tuple, Owner(2), 10 * Second + 5, cookie: 1, isForeign: false);
        Find(start: 10 * Second, end: 11 * Second).ShouldBe(1);
    }

    [Fact]
    public void Of_equal_five_tuples_in_two_namespaces_the_own_one_is_meant()
    {
        _table.Add(Tuple, Owner(1), 10 * Second, cookie: 1, isForeign: false);
        _table.Add(Tuple, Owner(2), 10 * Second + 500, cookie: 2, isForeign: true);
        Find(start: 10 * Second, end: 11 * Second).ShouldBe(1);
    }

    [Fact]
    public void The_oldest_answers_leave_and_the_newest_are_all_found()
    {
        for (int i = 0; i < 5000; i++) _table.Add(Tuple with { SourcePort = (ushort)i }, Owner(i), i * Second, (ulong)i + 1, isForeign: false);
        _table.Count.ShouldBe(1000);
        for (int i = 0; i < 5000; i++)
        {
            FiveTuple tuple = Tuple with { SourcePort = (ushort)i };
            int? found = _table.Find(tuple, new FlowQuestion(tuple, i * Second, i * Second + 1, true))?.Process.Pid;
            found.ShouldBe(i >= 4000 ? i : null);
        }
    }

    int? Find(long start, long end, bool hasOpening = true) => _table.Find(Tuple, new FlowQuestion(Tuple, start, end, hasOpening))?.Process.Pid;

    static SocketOwner Owner(int pid) => new(new ProcessIdentity { Key = new ProcessKey(pid, 1), Name = "p" }, AttributionEvidence.Exact, "test");
}
