using FsCheck;
using FsCheck.Fluent;

namespace NetWatch.Plugins.QuicDecryption.Tests;

/// <summary>Which packets were seen, and which of them the other side has received.</summary>
public sealed class PacketNumbersTests
{
    static PacketNumbers Of(IEnumerable<(long Low, long High)> ranges, bool fillsHoles = true)
    {
        var numbers = new PacketNumbers(fillsHoles);
        foreach ((long low, long high) in ranges) numbers.Add(low, high);
        return numbers;
    }

    [Fact]
    public void A_set_covers_another_when_each_number_of_it_is_there()
    {
        Gen<(long, long)> range = Gen.Choose(0, 60).Zip(Gen.Choose(0, 5)).Select(pair => ((long)pair.Item1, (long)(pair.Item1 + pair.Item2)));
        Prop.ForAll(range.ListOf().Zip(range.ListOf()).ToArbitrary(), pair =>
        {
            HashSet<long> left = [.. pair.Item1.SelectMany(Numbers)], right = [.. pair.Item2.SelectMany(Numbers)];
            return Of(pair.Item1).Covers(Of(pair.Item2)) == right.IsSubsetOf(left);
        }).QuickCheckThrowOnFailure();
    }

    static IEnumerable<long> Numbers((long Low, long High) range) => Enumerable.Range((int)range.Low, (int)(range.High - range.Low) + 1).Select(number => (long)number);

    [Fact]
    public void With_too_many_ranges_nothing_is_said_to_be_missing_that_may_not_be()
    {
        IEnumerable<(long, long)> even = Enumerable.Range(0, 1000).Select(i => (2L * i, 2L * i));
        Of(even).Covers(Of(even, fillsHoles: false)).ShouldBeTrue();
    }

    [Fact]
    public void A_hole_counts_behind_what_the_receiver_has_answered()
    {
        PacketNumbers numbers = Of([(0, 2), (4, 38), (41, 50)]);
        numbers.HasHoleBehind(38).ShouldBeTrue();
        numbers.HasHoleBehind(40).ShouldBeFalse();
        Of([(0, 50)]).HasHoleBehind(-1).ShouldBeFalse();
    }
}
