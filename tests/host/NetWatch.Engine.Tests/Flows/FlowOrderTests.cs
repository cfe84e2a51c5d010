using FsCheck;
using FsCheck.Fluent;
using NetWatch.Engine.Flows;

namespace NetWatch.Engine.Tests.Flows;

/// <summary>The order in which flows began, whatever the table looks like.</summary>
public class FlowOrderTests
{
    [Fact]
    public void Nothing_has_no_order() => FlowOrder.ByNumber(new FlowTable(1 << 20)).ShouldBeEmpty();

    // Few numbers apart, each gets a place of its own; far apart, they are sorted.
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1_000_000)]
    public void It_is_that_of_the_numbers_whatever_was_taken_before(int apart) =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var table = new FlowTable(16 << 20);
            var present = new List<int>();
            long number = random.Next(10);
            for (int step = 0; step < 2000; step++)
            {
                if (present.Count > 0 && random.Next(3) == 0)
                {
                    int taken = random.Next(present.Count);
                    table.Remove(present[taken]);
                    present.RemoveAt(taken);
                    continue;
                }

                int index = table.Add((uint)random.Next());
                table[index].Number = number += 1 + random.Next(apart);
                present.Add(index);
            }

            FlowOrder.ByNumber(table).ShouldBe(present.OrderBy(index => table[index].Number));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(20));
}
