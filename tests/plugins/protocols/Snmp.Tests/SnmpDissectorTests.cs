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
}
