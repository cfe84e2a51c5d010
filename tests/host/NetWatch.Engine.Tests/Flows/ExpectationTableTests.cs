using NetWatch.Engine.Flows;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Engine.Tests.Flows;

public sealed class ExpectationTableTests
{
    [Theory]
    [InlineData(1, 4), InlineData(2, 100), InlineData(3, 3000)]
    public void Finds_what_was_taken_until_it_is_taken_out_and_knows_the_oldest(int seed, int keys)
    {
        var random = new Random(seed);
        var table = new ExpectationTable();
        List<Expectation> model = [];
        for (int step = 0; step < 20_000; step++)
        {
            ExpectationKey key = Key(random.Next(keys));
            int known = model.FindIndex(each => each.Key == key);
            int place = table.Find(key);
            if (known < 0)
            {
                place.ShouldBe(ExpectationTable.None);
                var added = new Expectation(key, new Follower(), step, step);
                table.Add(added);
                model.Add(added);
            }
            else
            {
                table[place].ShouldBe(model[known]);
                if (random.Next(3) > 0)
                {
                    table.Remove(place);
                    model.RemoveAt(known);
                }
            }

            table.Count.ShouldBe(model.Count);
            if (model.Count == 0) table.Oldest.ShouldBe(ExpectationTable.None);
            else table[table.Oldest].ShouldBe(model[0]);
        }

        // In the order in which they came, to the last.
        foreach (Expectation each in model)
        {
            table[table.Oldest].ShouldBe(each);
            table.Remove(table.Oldest);
        }

        table.Count.ShouldBe(0);
    }

    [Fact]
    public void Every_part_of_the_ends_counts()
    {
        var table = new ExpectationTable();
        var key = new ExpectationKey(Transport.Tcp, Address(1), Address(2), 20);
        table.Add(new Expectation(key, new Follower(), 0, 0));

        table.Find(key).ShouldNotBe(ExpectationTable.None);
        table.Find(key with { Transport = Transport.Udp }).ShouldBe(ExpectationTable.None);
        table.Find(key with { Initiator = default }).ShouldBe(ExpectationTable.None);
        table.Find(key with { Responder = Address(1) }).ShouldBe(ExpectationTable.None);
        table.Find(key with { ResponderPort = 21 }).ShouldBe(ExpectationTable.None);
    }

    // Some differ in one part only.
    static ExpectationKey Key(int number) => new(number % 2 == 0 ? Transport.Tcp : Transport.Udp, number % 5 == 0 ? default : Address(number / 7), Address(number / 3), (ushort)number);

    static NetAddress Address(int number) => NetAddress.FromIPv4(0xC000_0200 + (uint)number);

    sealed class Follower : IFlowAnalyzer
    {
        public void Start(in FlowStart start)
        {
        }

        public AnalysisVerdict OnData(in StreamChunk chunk, IFactSink facts) => AnalysisVerdict.Done;

        public AnalysisVerdict OnGap(FlowDirection direction, long missing, IFactSink facts) => AnalysisVerdict.Done;

        public void OnEnd(IFactSink facts)
        {
        }
    }
}
