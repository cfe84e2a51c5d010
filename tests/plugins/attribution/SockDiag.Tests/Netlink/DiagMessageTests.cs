using FsCheck;
using FsCheck.Fluent;
using NetWatch.Plugins.SockDiag.Netlink;
using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Packets;

namespace NetWatch.Plugins.SockDiag.Tests.Netlink;

public sealed class DiagMessageTests
{
    [Theory]
    [InlineData("192.0.2.1", "198.51.100.2", "tcp 192.0.2.1:40000 → 198.51.100.2:443")]
    [InlineData("2001:db8::1", "2001:db8::2", "tcp [2001:db8::1]:40000 → [2001:db8::2]:443")]
    [InlineData("::ffff:192.0.2.1", "::ffff:198.51.100.2", "tcp 192.0.2.1:40000 → 198.51.100.2:443")]
    public void A_socket_is_told_from_its_own_end_and_mapped_addresses_as_what_is_on_the_wire(string local, string remote, string tuple)
    {
        DiagMessage.TryParse(DiagBytes.Message(local, 40000, remote, 443), 6, out DiagMessage message).ShouldBeTrue();
        message.Local.ToString().ShouldBe(tuple);
        (message.State, message.Inode, message.Cookie, message.User).ShouldBe((SocketState.Established, 7L, 9UL, 1000L));
    }

    [Fact]
    public void Any_address_is_none()
    {
        DiagMessage.TryParse(DiagBytes.Message("0.0.0.0", 80, "0.0.0.0", 0, state: 10), 6, out DiagMessage message).ShouldBeTrue();
        message.Local.ShouldBe(new FiveTuple(Transport.Tcp, default, 80, default, 0));
        message.Tcp.ShouldBeNull();
    }

    // A datagram socket is told with -1 bytes to send while it is taken down; as a number without sign that is four gigabytes.
    [Theory]
    [InlineData(-1, 0u)]
    [InlineData(0, 0u)]
    [InlineData(1500, 1500u)]
    public void Less_than_nothing_to_send_is_nothing(int queued, uint told)
    {
        byte[] bytes = DiagBytes.Message("10.0.0.1", 40000, "10.0.0.2", 53, state: 7);
        BitConverter.TryWriteBytes(bytes.AsSpan(60), queued);
        DiagMessage.TryParse(bytes, 17, out DiagMessage message).ShouldBeTrue();
        message.SendQueue.ShouldBe(told);
    }

    [Fact]
    public void The_kernels_measurements_are_read_as_far_as_they_go()
    {
        byte[] info = new byte[216];
        BitConverter.TryWriteBytes(info.AsSpan(68), 1500u);
        BitConverter.TryWriteBytes(info.AsSpan(80), 10u);
        BitConverter.TryWriteBytes(info.AsSpan(100), 3u);
        BitConverter.TryWriteBytes(info.AsSpan(120), 1UL << 40);
        BitConverter.TryWriteBytes(info.AsSpan(200), 77UL);
        DiagMessage.TryParse(DiagBytes.Message("10.0.0.1", 1, "10.0.0.2", 2, info: info), 6, out DiagMessage message).ShouldBeTrue();
        TcpInfo tcp = message.Tcp.ShouldNotBeNull();
        tcp.RoundTrip.ShouldBe(TimeSpan.FromMilliseconds(1.5));
        (tcp.CongestionWindow, tcp.Retransmissions, tcp.BytesAcknowledged, tcp.BytesSent).ShouldBe((10u, 3u, 1UL << 40, 77UL));

        // Linux 4.1 ends after the segments.
        DiagMessage.TryParse(DiagBytes.Message("10.0.0.1", 1, "10.0.0.2", 2, info: info[..104]), 6, out message).ShouldBeTrue();
        message.Tcp!.Value.BytesAcknowledged.ShouldBe(0UL);
    }

    [Fact]
    public void Whatever_bytes_come_nothing_is_thrown()
    {
        Prop.ForAll<byte[]>(bytes =>
        {
            var reader = new NetlinkReader(bytes);
            int count = 0;
            while (reader.TryRead(out NetlinkMessage message) && count++ < 1000) Touch(message.Payload);
            Touch(bytes);
            byte[] longer = DiagBytes.Message("10.0.0.1", 1, "10.0.0.2", 2);
            Touch([.. longer, .. bytes]);
        }).QuickCheckThrowOnFailure();
    }

    static void Touch(ReadOnlySpan<byte> payload)
    {
        if (!DiagMessage.TryParse(payload, 0, out DiagMessage message)) return;
        _ = (message.Local, message.Tcp, message.Fingerprint, message.State, message.SendQueue);
    }
}
