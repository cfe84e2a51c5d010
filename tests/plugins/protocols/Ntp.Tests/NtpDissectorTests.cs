using NetWatch.Sdk.Testing.Protocols;
using static NetWatch.Plugins.Ntp.Tests.Ntp;

namespace NetWatch.Plugins.Ntp.Tests;

public sealed class NtpDissectorTests
{
    [Fact]
    public void Every_field_of_an_answer_is_shown()
    {
        IReadOnlyList<string> lines = TreeText.OfDatagram(new NtpDissector(), Answer, 123);

        lines[0].ShouldBe("NTPv4 server, stratum 2 (192.0.2.123) [0+48]");
        lines.ShouldContain("  Root delay: 500.000 ms [4+4]");
        lines.ShouldContain("  Reference id: 192.0.2.123 [12+4]");
        lines.ShouldContain("  Transmit time: 2026-01-01 00:00:00.1019999 UTC [40+8]");
    }

    [Fact]
    public void Control_and_private_messages_are_shown_too()
    {
        TreeText.OfDatagram(new NtpDissector(), Control.Turns[1].Bytes.ToArray(), 123).ShouldContain("  Data: version=\"ntpd\"\r\n [12+16]");
        TreeText.OfDatagram(new NtpDissector(), Monlist.Turns[2].Bytes.ToArray(), 123).ShouldContain("  Error: none, items: 2 [4+2]");
    }
}
