using NetWatch.Sdk.Packets;

namespace NetWatch.Sdk.Tests.Packets;

/// <summary>Five-tuples are equal when all five are.</summary>
public sealed class FiveTupleTests
{
    static readonly NetAddress A = NetAddress.FromIPv4(0xC0000201), B = NetAddress.FromIPv4(0xC0000202);
    static readonly FiveTuple Tuple = new(Transport.Tcp, A, 40_000, B, 443);

    [Fact]
    public void The_same_five_are_the_same_tuple()
    {
        var same = new FiveTuple(Transport.Tcp, A, 40_000, B, 443);
        (same == Tuple, same.GetHashCode() == Tuple.GetHashCode()).ShouldBe((true, true));
        Tuple.Reversed.Reversed.ShouldBe(Tuple);
    }

    [Fact]
    public void Each_of_the_five_makes_another()
    {
        FiveTuple[] others =
        [
            Tuple with { Transport = Transport.Udp }, Tuple with { Source = B }, Tuple with { SourcePort = 40_001 }, Tuple with { Destination = A },
            Tuple with { DestinationPort = 80 }, Tuple.Reversed,
        ];
        foreach (FiveTuple other in others) (other == Tuple, other.GetHashCode() == Tuple.GetHashCode()).ShouldBe((false, false), other.ToString());
    }
}
