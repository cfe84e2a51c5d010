using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Testing.Protocols;
using static NetWatch.Plugins.NetBios.Tests.NetBios;

namespace NetWatch.Plugins.NetBios.Tests;

public sealed class NetBiosDissectorTests
{
    readonly NetBiosDissector _dissector = new();

    [Fact]
    public void A_name_message_is_shown_with_every_part()
    {
        IReadOnlyList<string> lines = TreeText.OfDatagram(_dissector, NameAnswer, 137);

        lines[0].ShouldBe("NetBIOS name service, query response [0+62]");
        lines.ShouldContain("    Authoritative [2+1]");
        lines.ShouldContain("  Name: FILES<20> (file server) [12+34]");
        lines.ShouldContain("  Time to live: 300000 s [50+4]");
        lines.ShouldContain("  Address: 192.0.2.9 (unique, H node) [56+6]");
        _dissector.Summarize(TreeText.Datagram(NameAnswer, 137)).ShouldBe("NetBIOS query FILES<20> → 192.0.2.9");
    }

    [Fact]
    public void The_names_of_a_node_are_shown_one_by_one() =>
        TreeText.OfDatagram(_dissector, StatusAnswer, 137).ShouldContain("  Node name: GROUP<00> [75+18]");

    [Fact]
    public void A_datagram_is_shown_with_names_and_announcement()
    {
        IReadOnlyList<string> lines = TreeText.OfDatagram(_dissector, Datagram, 138);

        lines[0].ShouldStartWith("NetBIOS datagram service, direct_group");
        lines.ShouldContain("  Source name: FILES<00> [14+34]");
        lines.ShouldContain(line => line.StartsWith("    Server: FILES"));
    }

    [Fact]
    public void Session_messages_are_shown_one_after_the_other()
    {
        byte[] bytes = [.. SessionRequest, .. SmbMessage];
        var input = new DissectionInput { Bytes = bytes, StartsAtFirstByte = true, Transport = Transport.Tcp, Direction = FlowDirection.FromInitiator, DestinationPort = 139 };
        IReadOnlyList<string> lines = TreeText.Of(_dissector, input);

        lines[0].ShouldBe("NetBIOS session request [0+72]");
        lines.ShouldContain("  Called name: *SMBSERVER<20> [4+34]");
        lines.ShouldContain("  Payload: smb1 [76+36]");
        _dissector.Summarize(input).ShouldBe("NetBIOS session request");
    }
}
