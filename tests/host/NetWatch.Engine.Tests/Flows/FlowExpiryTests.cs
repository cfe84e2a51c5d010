using NetWatch.Engine.Flows;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;

namespace NetWatch.Engine.Tests.Flows;

/// <summary>The walk over the table finds every flow that is over soon after it is, and no other, whatever it passes without a look.</summary>
public class FlowExpiryTests
{
    const long Second = Timestamp.NanosecondsPerSecond;

    static readonly EngineOptions Options = new()
    {
        TcpTimeout = TimeSpan.FromSeconds(60), TcpOpeningTimeout = TimeSpan.FromSeconds(20), TcpClosedTimeout = TimeSpan.FromSeconds(3),
        UdpTimeout = TimeSpan.FromSeconds(10), OtherTimeout = TimeSpan.FromSeconds(5),
    };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Flows_are_taken_when_they_are_over_and_not_before(int seed)
    {
        var random = new Random(seed);
        var table = new FlowTable(64 << 20);
        var expiry = new FlowExpiry(table, Options);
        var open = new List<int>();
        long before = long.MinValue;
        for (long time = Second; time < 400 * Second; time += random.NextInt64(Second / 5))
        {
            if (expiry.TryStep(before, time))
            {
                while (expiry.TryTake(time, out int index)) Take(table, open, index, time);
            }

            before = time;
            bool isQuiet = time > 300 * Second;
            for (int i = random.Next(4); i > 0 && !isQuiet; i--) open.Add(Begin(table, expiry, random, time));
            if (open.Count > 0 && !isQuiet) Touch(table, expiry, random, open[random.Next(open.Count)], time);
            // The table is walked in five seconds, and a step comes late by less than one.
            foreach (int index in open) (time - Due(table[index])).ShouldBeLessThan(7 * Second);
        }

        open.ShouldBeEmpty();
        table.Count.ShouldBe(0);
    }

    static int Begin(FlowTable table, FlowExpiry expiry, Random random, long time)
    {
        int index = table.Add((uint)random.Next());
        ref Flow flow = ref table[index];
        flow.Transport = random.Next(3) switch { 0 => Transport.Tcp, 1 => Transport.Udp, _ => Transport.Icmp };
        flow.LastTime = time;
        expiry.Watch(index);
        return index;
    }

    // A packet moves the time on; some change the state, and then the flow is watched anew.
    static void Touch(FlowTable table, FlowExpiry expiry, Random random, int index, long time)
    {
        ref Flow flow = ref table[index];
        flow.LastTime = time;
        if (flow.Transport != Transport.Tcp || random.Next(2) == 0) return;
        flow.State = (TcpState)random.Next((int)TcpState.Reset + 1);
        expiry.Watch(index);
    }

    static void Take(FlowTable table, List<int> open, int index, long time)
    {
        time.ShouldBeGreaterThan(Due(table[index]));
        open.Remove(index).ShouldBeTrue();
        table.Remove(index);
    }

    static long Due(in Flow flow) => flow.LastTime + Second * flow.Transport switch
    {
        Transport.Tcp => flow.State switch { TcpState.Closed or TcpState.Reset => 3, TcpState.SynSent or TcpState.SynReceived => 20, _ => 60 },
        Transport.Udp => 10,
        _ => 5,
    };

    [Fact]
    public void A_time_at_the_end_of_all_time_does_not_come_round()
    {
        var table = new FlowTable(1 << 20);
        var expiry = new FlowExpiry(table, Options);
        int index = table.Add(1);
        table[index].LastTime = long.MaxValue - 1;
        expiry.IsOver(table[index], long.MaxValue).ShouldBeFalse();
    }

    [Fact]
    public void Flows_come_in_the_order_in_which_they_began()
    {
        var table = new FlowTable(64 << 20);
        var random = new Random(5);
        long[] numbers = [.. Enumerable.Range(1, 5000).Select(i => (long)i * 977)];
        random.Shuffle(numbers);
        foreach (long number in numbers) table[table.Add((uint)random.Next())].Number = number;
        for (int index = 0; index < 5000; index += 3) table.Remove(index);
        FlowOrder.ByNumber(table).Select(index => table[index].Number).ShouldBe(
            Enumerable.Range(0, 5000).Where(i => i % 3 != 0).Select(i => table[i].Number).Order());
    }
}
