using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Testing.Protocols;
using static NetWatch.Plugins.Dns.Tests.Dns;

namespace NetWatch.Plugins.Dns.Tests;

public sealed class DnsDissectorTests
{
    [Fact]
    public void The_summary_names_question_and_answer()
    {
        new DnsDissector().Summarize(Input(AddressQuery, Transport.Udp)).ShouldBe("DNS A www.example.org");
        new DnsDissector().Summarize(Input(AddressResponse, Transport.Udp)).ShouldBe("DNS A www.example.org → 192.0.2.1");
        new DnsDissector().Summarize(Input([1, 2, 3], Transport.Udp)).ShouldBeNull();
    }

    [Fact]
    public void The_tree_shows_every_part_with_its_bytes()
    {
        IReadOnlyList<string> lines = Tree(AddressResponse, Transport.Udp);

        lines[0].ShouldBe("DNS response [0+49]");
        lines.ShouldContain("  Id: 0x1234 [0+2]");
        lines.ShouldContain("    Recursion desired [2+1]");
        lines.ShouldContain("    www.example.org A IN [12+21]");
        lines.ShouldContain("      Name: www.example.org [12+17]");
        lines.ShouldContain("    www.example.org A 192.0.2.1 [33+16]");
        lines.ShouldContain("      Time to live: 300 s [39+4]");
        lines.ShouldContain("      Data: 192.0.2.1 [45+4]");
    }

    [Fact]
    public void Messages_on_TCP_are_shown_behind_their_lengths()
    {
        byte[] one = DnsMessageBuilder.Query().Question("a.example").Framed();
        IReadOnlyList<string> lines = Tree([.. one, .. one], Transport.Tcp);

        lines.Count(line => line.StartsWith("DNS query", StringComparison.Ordinal)).ShouldBe(2);
        lines.ShouldContain($"DNS query [{one.Length + 2}+{one.Length - 2}]");
    }

    [Fact]
    public void Any_cut_and_any_change_of_a_message_can_be_dissected()
    {
        byte[] whole = DnsMessageBuilder.Response().Question("www.example.org").Answer(ToFirstName, 5, [3, .. "cdn"u8, .. DnsMessageBuilder.Pointer(16)])
            .Answer(ToFirstName, 65, [0, 1, 0, 0, 1, 0, 3, 2, (byte)'h', (byte)'2']).Edns().Framed();
        var random = new Random(11);
        for (int i = 0; i < 5000; i++)
        {
            byte[] bytes = whole[..random.Next(1, whole.Length + 1)];
            for (int change = 0; change < 3; change++) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            Transport transport = random.Next(2) == 0 ? Transport.Udp : Transport.Tcp;
            Tree(transport == Transport.Udp ? bytes[Math.Min(2, bytes.Length - 1)..] : bytes, transport);
            new DnsDissector().Summarize(Input(bytes, transport));
        }
    }

    static IReadOnlyList<string> Tree(byte[] bytes, Transport transport) => TreeText.Of(new DnsDissector(), Input(bytes, transport));

    static DissectionInput Input(byte[] bytes, Transport transport) => new()
    {
        Bytes = bytes,
        StartsAtFirstByte = true,
        Transport = transport,
        Direction = FlowDirection.FromInitiator,
        SourcePort = 40000,
        DestinationPort = 53,
    };
}
