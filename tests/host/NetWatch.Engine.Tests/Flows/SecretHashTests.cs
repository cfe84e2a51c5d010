using NetWatch.Engine.Flows;
using NetWatch.Sdk.Packets;

namespace NetWatch.Engine.Tests.Flows;

/// <summary>Whoever sends packets knows how addresses are hashed, but not the secret: no two of his addresses and ports meet more often than by chance.</summary>
public sealed class SecretHashTests
{
    const int Ends = 4096;

    [Fact]
    public void A_port_does_not_make_up_for_the_network()
    {
        var table = new FlowTable(16);
        NetAddress server = NetAddress.FromIPv4(1);
        Distinct(i => table.Hash(new NetAddress(0x2001_0DB8_0000_0000 ^ (ulong)i << 40, 7), (ushort)i, server, 443, 6)).ShouldBeGreaterThan(Ends * 9 / 10);
    }

    [Fact]
    public void One_half_does_not_make_up_for_the_other()
    {
        SecretHash hash = SecretHash.Make();
        Distinct(i => (uint)hash.Of(new NetAddress((ulong)i, (ulong)i))).ShouldBeGreaterThan(Ends * 9 / 10);
        Distinct(i => (uint)hash.Of(new NetAddress((ulong)i << 32, (ulong)i << 40))).ShouldBeGreaterThan(Ends * 9 / 10);
        Distinct(i => (uint)(hash.Of(new NetAddress((ulong)i, 1)) >> 32)).ShouldBeGreaterThan(Ends * 9 / 10);
        Distinct(i => (uint)(hash.Of(NetAddress.FromIPv4((uint)i << 20)) >> 32)).ShouldBeGreaterThan(Ends * 9 / 10);
    }

    [Fact]
    public void The_halves_of_a_number_do_not_make_up_for_each_other()
    {
        var comparer = new SecretComparer();
        Distinct(i => (uint)comparer.GetHashCode((ulong)i << 32 | (uint)i)).ShouldBeGreaterThan(Ends * 9 / 10);
        Distinct(i => (uint)comparer.GetHashCode((ulong)i << 52)).ShouldBeGreaterThan(Ends * 9 / 10);
    }

    [Fact]
    public void Each_table_has_a_secret_of_its_own() =>
        SecretHash.Make().Of(NetAddress.FromIPv4(1)).ShouldNotBe(SecretHash.Make().Of(NetAddress.FromIPv4(1)));

    static int Distinct(Func<int, uint> hash) => Enumerable.Range(0, Ends).Select(hash).Distinct().Count();
}
