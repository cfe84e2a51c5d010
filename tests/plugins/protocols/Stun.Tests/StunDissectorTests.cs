using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Testing.Protocols;
using static NetWatch.Plugins.Stun.Tests.Stun;

namespace NetWatch.Plugins.Stun.Tests;

public sealed class StunDissectorTests
{
    [Fact]
    public void Header_and_attributes_are_shown_with_their_bytes()
    {
        IReadOnlyList<string> lines = TreeText.OfDatagram(new StunDissector(), Allocated, 3478);

        lines[0].ShouldBe("STUN allocate success [0+52]");
        lines.ShouldContain("  Magic cookie: 0x2112a442 [4+4]");
        lines.ShouldContain("  XOR-RELAYED-ADDRESS: 192.0.2.7:50001 [20+12]");
        lines.ShouldContain("  LIFETIME: 600 s [44+8]");
    }

    [Fact]
    public void Channel_data_is_shown_too() =>
        TreeText.OfDatagram(new StunDissector(), [0x40, 1, 0, 4, 1, 2, 3, 4], 3478)[0].ShouldBe("TURN channel data, channel 0x4001 [0+8]");

    [Fact]
    public void Messages_of_a_stream_are_shown_one_by_one()
    {
        byte[] bytes = OverTcp.Turns[0].Bytes.ToArray();
        IReadOnlyList<string> lines = TreeText.Of(
            new StunDissector(), new DissectionInput { Bytes = bytes, StartsAtFirstByte = true, Transport = Transport.Tcp, Direction = FlowDirection.FromInitiator });

        lines.Where(line => !line.StartsWith(' ')).Select(line => line.Split(" [")[0])
            .ShouldBe(["STUN allocate request", "TURN channel data, channel 0x4001", "STUN binding request"]);
    }
}
