using System.Buffers.Binary;
using NetWatch.Engine.Flows;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Engine.Tests.Flows;

/// <summary>Marks are kept up to their ceiling; the oldest goes first.</summary>
public sealed class MovingFlowsTests
{
    readonly EngineCounters _counters = new();

    static byte[] Head(int number)
    {
        byte[] bytes = new byte[9];
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(1), number);
        return bytes;
    }

    static void Add(MovingFlows flows, int number) => flows.Add(new FlowMark { Bytes = Head(number).AsSpan(1), Offset = 1, Direction = FlowDirection.FromInitiator }, number, number);

    static bool Has(MovingFlows flows, int number) => flows.TryFind(Head(number), out _, out MoveMark mark) && mark.Index == number;

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(100)]
    public void The_oldest_goes_for_a_new_one(int most)
    {
        var flows = new MovingFlows(new EngineOptions { MaxFlowMarks = most }, _counters);
        for (int number = 0; number < 3 * most; number++)
        {
            Add(flows, number);
            // Known already: that makes it no newer.
            Add(flows, number);
            flows.Count.ShouldBe(Math.Min(number + 1, most));
            for (int each = Math.Max(0, number - most - 1); each <= number; each++) Has(flows, each).ShouldBe(each > number - most, $"{each} of {number}");
        }

        _counters.MarksGivenUp.ShouldBe(2 * most);
    }
}
