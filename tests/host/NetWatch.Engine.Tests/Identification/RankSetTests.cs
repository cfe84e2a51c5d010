using NetWatch.Engine.Identification;

namespace NetWatch.Engine.Tests.Identification;

public class RankSetTests
{
    [Fact]
    public void A_set_gives_its_ranks_in_order()
    {
        int[] ranks = [0, 1, 7, 62, 63, 64, 65, 100, 127];
        RankSet set = default;
        foreach (int rank in ranks.Reverse()) set |= RankSet.Of(rank);
        var given = new List<int>();
        for (; !set.IsEmpty; set = set.WithoutFirst) given.Add(set.First);
        given.ShouldBe(ranks);
    }

    [Fact]
    public void Every_rank_is_a_set_of_its_own()
    {
        for (int rank = 0; rank < RankSet.Capacity; rank++)
        {
            RankSet one = RankSet.Of(rank);
            one.First.ShouldBe(rank);
            one.WithoutFirst.IsEmpty.ShouldBeTrue();
            (one & ~one).IsEmpty.ShouldBeTrue();
            (~one & RankSet.Of((rank + 64) % RankSet.Capacity)).IsEmpty.ShouldBeFalse();
        }
    }
}
