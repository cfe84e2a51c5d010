using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace GopherSpace.Tests;

public sealed class GopherTypeDissectorTests
{
    [Fact]
    public void Every_message_is_shown_with_its_bytes()
    {
        byte[] first = GopherTypeTraffic.Message(GopherTypeTraffic.Hello, "alice");
        byte[] second = GopherTypeTraffic.Message(GopherTypeTraffic.Data, "x");
        var tree = new TreeLines();

        new GopherTypeDissector().Dissect(Input([.. first, .. second]), tree);

        Assert.Contains($"GopherName Hello [0+{first.Length}]", tree.Lines);
        Assert.Contains($"  Body: alice [{first.Length - 5}+5]", tree.Lines);
        Assert.Contains($"GopherName Data [{first.Length}+{second.Length}]", tree.Lines);
    }

    [Fact]
    public void The_summary_names_the_message_and_says_nothing_of_other_bytes()
    {
        Assert.Equal("GopherName Hello, 5 bytes", new GopherTypeDissector().Summarize(Input(GopherTypeTraffic.Message(GopherTypeTraffic.Hello, "alice"))));
        Assert.Null(new GopherTypeDissector().Summarize(Input([0xFF, 0xFF, 0xFF])));
    }

    [Fact]
    public void Any_cut_and_any_change_can_be_dissected()
    {
        byte[] whole = [.. GopherTypeTraffic.Message(GopherTypeTraffic.Hello, "alice"), .. GopherTypeTraffic.Message(GopherTypeTraffic.Data, "x")];
        var random = new Random(11);
        for (int i = 0; i < 5000; i++)
        {
            byte[] bytes = whole[..random.Next(1, whole.Length + 1)];
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            var tree = new TreeLines();
            new GopherTypeDissector().Dissect(Input(bytes), tree);
            new GopherTypeDissector().Summarize(Input(bytes));
            Assert.True(tree.End <= bytes.Length, $"A node ends at {tree.End} of {bytes.Length} bytes (step {i}).");
        }
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
