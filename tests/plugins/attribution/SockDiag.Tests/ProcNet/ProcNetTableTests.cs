using NetWatch.Plugins.SockDiag.ProcNet;
using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Packets;

namespace NetWatch.Plugins.SockDiag.Tests.ProcNet;

public sealed class ProcNetTableTests
{
    [Fact]
    public void A_line_of_an_IPv4_table_is_read()
    {
        SocketRow row = ProcNetTable.Parse(
            "   1: 0100007F:1F90 0200007F:C350 01 00000010:00000020 00:00000000 00000000  1000        0 4711 1 0000000000000000 20 4 30 10 -1",
            Transport.Tcp, isIPv6: false).ShouldNotBeNull();
        row.Local.ToString().ShouldBe("tcp 127.0.0.1:8080 → 127.0.0.2:50000");
        (row.State, row.Inode, row.UserId, row.SendQueue, row.ReceiveQueue).ShouldBe((SocketState.Established, 4711L, 1000L, 0x10u, 0x20u));
    }

    [Fact]
    public void A_line_of_an_IPv6_table_is_read_and_mapped_addresses_are_IPv4()
    {
        ProcNetTable.Parse(
            "   0: B80D0120000000000000000001000000:0050 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 5 1 0",
            Transport.Tcp, isIPv6: true)!.Local.ToString().ShouldBe("tcp [2001:db8::1]:80 → [::]:0");
        ProcNetTable.Parse(
            "   0: 0000000000000000FFFF00000100007F:0050 0000000000000000FFFF00000200007F:0051 01 00000000:00000000 00:00000000 00000000 0 0 5 1 0",
            Transport.Tcp, isIPv6: true)!.Local.ToString().ShouldBe("tcp 127.0.0.1:80 → 127.0.0.2:81");
    }

    [Theory]
    [InlineData("")]
    [InlineData("  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode")]
    [InlineData("   1: 0100007F:1F90 0200007F:C350")]
    [InlineData("   1: ZZ00007F:1F90 0200007F:C350 01 0:0 00:0 0 1000 0 4711")]
    [InlineData("   1: 0100007F1F90 0200007F:C350 01 0:0 00:0 0 1000 0 4711")]
    [InlineData("   1: 0100007F:1F90 0200007F:C350 06 00000000:00000000 00:00000000 00000000 0 0 0 1 0")]
    public void What_is_no_socket_or_belongs_to_nobody_is_left_out(string line) => ProcNetTable.Parse(line, Transport.Tcp, isIPv6: false).ShouldBeNull();
}
