using FsCheck;
using FsCheck.Fluent;
using NetWatch.Engine.Flows;
using NetWatch.Sdk.Packets;

namespace NetWatch.Engine.Tests.Flows;

public class FlowTableTests
{
    static readonly NetAddress A = NetAddress.FromIPv4(0xC0000201), B = NetAddress.FromIPv4(0xC6336402);

    [Fact]
    public void A_flow_is_found_by_both_directions_and_by_nothing_else()
    {
        var table = new FlowTable(1 << 20);
        int index = Add(table, A, 1, B, 2);
        Find(table, A, 1, B, 2).ShouldBe((index, FlowDirection.FromInitiator));
        Find(table, B, 2, A, 1).ShouldBe((index, FlowDirection.FromResponder));
        Find(table, A, 2, B, 1).Index.ShouldBe(-1);
        Find(table, B, 1, A, 2).Index.ShouldBe(-1);
        Find(table, A, 1, B, 2, Transport.Udp).Index.ShouldBe(-1);
    }

    [Fact]
    public void Flows_stay_in_their_place_while_the_table_grows()
    {
        var table = new FlowTable(64 << 20);
        int first = Add(table, A, 1, B, 2);
        ref Flow kept = ref table[first];
        for (int i = 0; i < 50_000; i++) Add(table, new NetAddress(7, (ulong)i), 1, B, 2);
        kept.Number = 4711;
        table[first].Number.ShouldBe(4711);
        Find(table, A, 1, B, 2).Index.ShouldBe(first);
    }

    [Fact]
    public void It_behaves_as_a_dictionary_whatever_is_added_and_removed() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var table = new FlowTable(16 << 20);
            var model = new Dictionary<(ulong, ushort), int>();
            for (int step = 0; step < 6000; step++)
            {
                // Few keys, so that most of them come back and chains of neighbours arise.
                (ulong Host, ushort Port) key = ((ulong)random.Next(60), (ushort)random.Next(30));
                bool isKnown = model.TryGetValue(key, out int index);
                Find(table, new NetAddress(1, key.Host), key.Port, B, 53).Index.ShouldBe(isKnown ? index : -1);
                if (isKnown && random.Next(2) == 0)
                {
                    table.Remove(index);
                    model.Remove(key);
                }
                else if (!isKnown)
                {
                    model[key] = Add(table, new NetAddress(1, key.Host), key.Port, B, 53);
                }
            }

            table.Count.ShouldBe(model.Count);
            foreach (((ulong host, ushort port), int index) in model)
                Find(table, B, 53, new NetAddress(1, host), port).ShouldBe((index, FlowDirection.FromResponder));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(20));

    [Fact]
    public void The_victim_is_the_least_recently_used_of_a_sample()
    {
        var table = new FlowTable(0);
        for (int i = 0; i < 16; i++)
        {
            int index = Add(table, new NetAddress(1, (ulong)i), 1, B, 2);
            table[index].LastTime = i == 11 ? -5 : i;
        }

        table.IsFull.ShouldBeTrue();
        table[table.FindVictim()].LastTime.ShouldBe(-5);
    }

    [Fact]
    public void An_empty_table_has_no_victim() => new FlowTable(0).FindVictim().ShouldBe(-1);

    [Fact]
    public void The_search_for_an_open_flow_is_bounded_and_goes_on_where_it_ended()
    {
        const int Flows = 10_000;
        var table = new FlowTable(100 << 20);
        for (int i = 0; i < Flows; i++) Add(table, new NetAddress(1, (ulong)i), 1, B, 2);
        table[Flows - 1].Content = new FlowContent();

        int[] found = [.. Enumerable.Range(0, 3).Select(_ => table.FindOpenVictim(except: -1))];

        found.ShouldBe([-1, -1, Flows - 1]);
        for (int i = 0; i < 6; i++) table.FindOpenVictim(except: Flows - 1).ShouldBe(-1);
    }

    static int Add(FlowTable table, NetAddress source, ushort sourcePort, NetAddress destination, ushort destinationPort)
    {
        int index = table.Add(table.Hash(source, sourcePort, destination, destinationPort, (byte)Transport.Tcp));
        ref Flow flow = ref table[index];
        (flow.Initiator, flow.InitiatorPort, flow.Responder, flow.ResponderPort, flow.Transport) =
            (source, sourcePort, destination, destinationPort, Transport.Tcp);
        return index;
    }

    static (int Index, FlowDirection Direction) Find(
        FlowTable table, NetAddress source, ushort sourcePort, NetAddress destination, ushort destinationPort, Transport transport = Transport.Tcp)
    {
        uint hash = table.Hash(source, sourcePort, destination, destinationPort, (byte)transport);
        int index = table.Find(hash, source, sourcePort, destination, destinationPort, (byte)transport, out FlowDirection direction);
        return (index, direction);
    }

    [Fact]
    public void Flows_lie_in_order_until_a_place_is_used_twice()
    {
        var table = new FlowTable(1 << 20);
        int first = table.Add(1);
        table.Add(2);
        table.Remove(first);
        table.LiesInOrder.ShouldBeTrue();
        table.Add(3).ShouldBe(first);
        table.LiesInOrder.ShouldBeFalse();
        table.Clear();
        table.LiesInOrder.ShouldBeTrue();
    }
}
