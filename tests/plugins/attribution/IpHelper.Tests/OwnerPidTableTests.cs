using FsCheck;
using FsCheck.Fluent;
using NetWatch.Sdk.Attribution;

namespace NetWatch.Plugins.IpHelper.Tests;

public sealed class OwnerPidTableTests
{
    [Fact]
    public void A_table_of_IPv4_connections_is_read()
    {
        byte[] table = Convert.FromHexString("03000000"
            + "02000000" + "00000000" + "00870000" + "00000000" + "12340000" + "d0030000"
            + "05000000" + "0a000001" + "c3500000" + "0a000002" + "01bb0000" + "10270000"
            + "0b000000" + "7f000001" + "00500000" + "7f000001" + "c3510000" + "00000000");
        IReadOnlyList<TableRow> rows = OwnerPidTable.Read(table, TableKind.Tcp4);
        rows.Select(row => $"{row.Local} {row.State} {row.Pid}").ShouldBe(
        [
            "tcp [::]:135 → [::]:0 Listen 976",
            "tcp 10.0.0.1:50000 → 10.0.0.2:443 Established 10000",
            "tcp 127.0.0.1:80 → 127.0.0.1:50001 TimeWait 0",
        ]);
    }

    [Fact]
    public void A_table_of_IPv6_connections_is_read()
    {
        byte[] table = Convert.FromHexString("01000000"
            + "20010db8000000000000000000000001" + "00000000" + "c3500000" + "20010db8000000000000000000000002" + "00000000" + "01bb0000" + "05000000" + "2a000000");
        TableRow row = OwnerPidTable.Read(table, TableKind.Tcp6).ShouldHaveSingleItem();
        (row.Local.ToString(), row.State, row.Pid, row.IsIPv6).ShouldBe(("tcp [2001:db8::1]:50000 → [2001:db8::2]:443", SocketState.Established, 42, true));
    }

    [Fact]
    public void Tables_of_UDP_sockets_are_read()
    {
        OwnerPidTable.Read(Convert.FromHexString("01000000" + "0a000001" + "00890000" + "04000000"), TableKind.Udp4)
            .Single().Local.ToString().ShouldBe("udp 10.0.0.1:137 → [::]:0");
        OwnerPidTable.Read(Convert.FromHexString("01000000" + "00000000000000000000000000000000" + "00000000" + "14e90000" + "08000000"), TableKind.Udp6)
            .Single().Local.ToString().ShouldBe("udp [::]:5353 → [::]:0");
    }

    [Fact]
    public void A_count_without_bytes_is_not_believed()
    {
        OwnerPidTable.Read(Convert.FromHexString("ffffffff" + "0a000001" + "00890000" + "04000000" + "0a00"), TableKind.Udp4).Count.ShouldBe(1);
        OwnerPidTable.Read([1, 0], TableKind.Tcp4).ShouldBeEmpty();
    }

    [Fact]
    public void Whatever_bytes_come_nothing_is_thrown() =>
        Prop.ForAll<byte[]>(bytes =>
        {
            foreach (TableKind kind in Enum.GetValues<TableKind>()) OwnerPidTable.Read(bytes, kind);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Elsewhere_it_says_that_it_is_not_supported()
    {
        if (OperatingSystem.IsWindows()) return;
        new IpHelperSource().CheckAvailability().State.ShouldBe(AttributionState.NotSupported);
    }
}
