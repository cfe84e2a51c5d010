using FsCheck;
using FsCheck.Fluent;
using NetWatch.Sdk.Protocols.Quic;

namespace NetWatch.Sdk.Tests.Protocols.Quic;

public sealed class QuicReassemblyTests
{
    static readonly byte[] Stream = [.. Enumerable.Range(0, 2_000).Select(i => (byte)(i * 31 >> 3))];

    [Fact]
    public void Pieces_in_any_order_repeated_and_overlapping_give_the_stream()
    {
        Gen<int> seeds = Gen.Choose(0, int.MaxValue);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(seeds.ToArbitrary(), seed => Rebuild(new System.Random(seed)).SequenceEqual(Stream)));
    }

    // Pieces of any place and length, and whatever can be taken is taken in parts; at the end everything once more.
    static List<byte> Rebuild(System.Random random)
    {
        var reassembly = new QuicReassembly(Stream.Length, 10_000);
        var taken = new List<byte>();
        for (int i = 0; i < 60; i++)
        {
            int start = random.Next(Stream.Length), length = random.Next(Math.Min(200, Stream.Length - start) + 1);
            reassembly.TryAdd((ulong)start, Stream.AsSpan(start, length)).ShouldBeTrue();
            Take(random.Next(reassembly.Available.Length + 1));
        }

        reassembly.TryAdd(0, Stream).ShouldBeTrue();
        Take(reassembly.Available.Length);
        reassembly.Position.ShouldBe(Stream.Length);
        return taken;

        void Take(int count)
        {
            taken.AddRange(reassembly.Available[..count]);
            reassembly.Take(count);
        }
    }

    [Fact]
    public void What_came_first_stands()
    {
        var reassembly = new QuicReassembly(100);
        reassembly.TryAdd(2, [1, 1]).ShouldBeTrue();
        reassembly.TryAdd(0, [2, 2, 2, 2, 2, 2]).ShouldBeTrue();
        reassembly.Available.ToArray().ShouldBe([2, 2, 1, 1, 2, 2]);
    }

    [Fact]
    public void A_gap_can_be_given_up()
    {
        var reassembly = new QuicReassembly(100);
        reassembly.TryAdd(0, [1, 2]).ShouldBeTrue();
        reassembly.TryAdd(10, [3, 4]).ShouldBeTrue();
        (reassembly.HasGap, reassembly.AfterGap).ShouldBe((true, 10));
        reassembly.Take(2);
        reassembly.SkipGap().ShouldBe(8);
        (reassembly.Position, reassembly.HasGap).ShouldBe((10, false));
        reassembly.Available.ToArray().ShouldBe([3, 4]);
    }

    [Fact]
    public void What_lies_beyond_the_ceilings_is_refused()
    {
        var reassembly = new QuicReassembly(100, 3);
        reassembly.TryAdd(95, [1, 2, 3, 4, 5, 6]).ShouldBeFalse();
        reassembly.TryAdd(ulong.MaxValue, [1]).ShouldBeFalse();
        reassembly.TryAdd(QuicVarInt.MaxValue, [1]).ShouldBeFalse();
        for (ulong piece = 0; piece < 3; piece++) reassembly.TryAdd(10 + piece * 10, [1]).ShouldBeTrue();
        reassembly.TryAdd(90, [1]).ShouldBeFalse();
        reassembly.TryAdd(11, [1]).ShouldBeTrue();
        reassembly.Available.IsEmpty.ShouldBeTrue();
    }
}
