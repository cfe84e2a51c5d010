using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Testing.Protocols;
using static NetWatch.Plugins.Snmp.Tests.Snmp;

namespace NetWatch.Plugins.Snmp.Tests;

public sealed class SnmpDissectorTests
{
    [Fact]
    public void A_message_is_shown_to_its_values()
    {
        IReadOnlyList<string> lines = TreeText.OfDatagram(new SnmpDissector(), GetResponse, 161);

        lines[0].ShouldStartWith("SNMPv2c response 1.3.6.1.2.1.1.5.0 (+1) → router [0+");
        lines.ShouldContain("  Version: 2c [0+5]");
        lines.ShouldContain("  Community: public [5+8]");
        lines.ShouldContain(line => line.StartsWith("    1.3.6.1.2.1.1.5.0: router"));
        lines.ShouldContain(line => line.StartsWith("      TimeTicks: 256"));
    }

    [Fact]
    public void Security_of_version_3_is_shown()
    {
        IReadOnlyList<string> lines = TreeText.OfDatagram(new SnmpDissector(), EncryptedGet, 161);
        lines.ShouldContain(line => line.StartsWith("  User: watcher"));
        lines.ShouldContain(line => line.StartsWith("  Flags: 0x07, authenticated, encrypted, reportable"));
        lines.ShouldContain(line => line.StartsWith("  Encrypted PDU: 60 bytes"));
    }

    [Fact]
    public void Messages_that_share_a_segment_are_all_shown_and_earlier_ones_are_not()
    {
        byte[] segment = [.. Get, .. EncryptedGet];
        OfStream(segment, 0).Where(line => line[0] != ' ').Count().ShouldBe(2);
        IReadOnlyList<string> second = OfStream(segment, Get.Length);
        second.Where(line => line[0] != ' ').Count().ShouldBe(1);
        second.ShouldContain(line => line.StartsWith("  User: watcher"));
    }

    static IReadOnlyList<string> OfStream(byte[] bytes, int packetStart) => TreeText.Of(new SnmpDissector(), new DissectionInput
    {
        Bytes = bytes,
        PacketStart = packetStart,
        StartsAtFirstByte = true,
        Transport = Transport.Tcp,
        Direction = FlowDirection.FromInitiator,
    });
}
