using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Testing.Protocols;

namespace GopherSpace.Tests;

public sealed class GopherTypeDissectorTests
{
    [Fact]
    public void Every_message_is_shown_with_its_bytes()
    {
        byte[] first = GopherTypeTraffic.Message(GopherTypeTraffic.Hello, "alice");
        byte[] second = GopherTypeTraffic.Message(GopherTypeTraffic.Data, "x");

        IReadOnlyList<string> lines = TreeText.Of(new GopherTypeDissector(), Input([.. first, .. second]));

        Assert.Contains($"GopherName Hello [0+{first.Length}]", lines);
        Assert.Contains($"  Body: alice [{first.Length - 5}+5]", lines);
        Assert.Contains($"GopherName Data [{first.Length}+{second.Length}]", lines);
    }

    [Fact]
    public void The_summary_names_the_message_and_says_nothing_of_other_bytes()
    {
        Assert.Equal("GopherName Hello, 5 bytes", new GopherTypeDissector().Summarize(Input(GopherTypeTraffic.Message(GopherTypeTraffic.Hello, "alice"))));
        Assert.Null(new GopherTypeDissector().Summarize(Input([0xFF, 0xFF, 0xFF])));
    }

    static DissectionInput Input(byte[] bytes) => new()
    {
        Bytes = bytes,
        StartsAtFirstByte = true,
        Transport = Transport.Tcp,
        Direction = FlowDirection.FromInitiator,
        SourcePort = 40000,
        DestinationPort = GopherTypeTraffic.Port,
    };
}
