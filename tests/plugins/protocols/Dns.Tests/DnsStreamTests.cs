using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Testing.Protocols;
using static NetWatch.Plugins.Dns.Tests.Dns;

namespace NetWatch.Plugins.Dns.Tests;

public sealed class DnsStreamTests
{
    static byte[] FramedQuery(ushort id) => DnsMessageBuilder.Query(id).Question($"q{id}.example").Framed();

    static byte[] FramedResponse(ushort id) => DnsMessageBuilder.Response(id).Question($"q{id}.example").Answer(ToFirstName, 1, [10, 0, 0, (byte)id]).Framed();

    static readonly FlowSample Pipelined = FlowSample.Tcp(
        "pipelined", 53, Client([.. FramedQuery(1), .. FramedQuery(2), .. FramedQuery(3)]), Server([.. FramedResponse(3), .. FramedResponse(1), .. FramedResponse(2)]));

    [Fact]
    public void Several_messages_of_a_connection_are_told_apart_by_their_lengths() =>
        Exchanges(Pipelined).Select(e => (e.Id, e.Answers[0].Data)).ShouldBe([((ushort)3, "10.0.0.3"), ((ushort)1, "10.0.0.1"), ((ushort)2, "10.0.0.2")]);

    [Fact]
    public void However_the_segments_fall_the_exchanges_are_the_same()
    {
        AnalyzerHarness harness = AnalyzerHarness.For<DnsClassifier>();
        string whole = harness.Run(Pipelined).Text;
        int longest = Pipelined.Turns.Max(turn => turn.Bytes.Length);

        for (int cut = 1; cut < longest; cut++) harness.Run(Pipelined, Segmentation.CutAt(cut)).Text.ShouldBe(whole, $"cut at {cut}");
        harness.Run(Pipelined, Segmentation.Every(1)).Text.ShouldBe(whole);
    }

    [Fact]
    public void A_loss_inside_a_message_costs_that_message_only()
    {
        byte[] lost = FramedResponse(1);
        DnsExchange[] exchanges = OverTcp(
            Client([.. FramedQuery(1), .. FramedQuery(2)]),
            Server(lost[..10]),
            FlowTurn.Gap(FlowDirection.FromResponder, 12),
            Server([.. lost[22..], .. FramedResponse(2)]));

        exchanges.Select(e => (e.Id, e.HasResponse)).ShouldBe([((ushort)2, true), ((ushort)1, false)]);
    }

    [Fact]
    public void After_a_loss_of_unknown_extent_reading_goes_on_with_the_next_segment_that_begins_a_message()
    {
        DnsExchange[] exchanges = OverTcp(
            Client(FramedQuery(1)), Client(FramedQuery(2)),
            FlowTurn.Gap(FlowDirection.FromResponder, 300),
            Server("middle of some other message"u8.ToArray()),
            Server(FramedResponse(2)));

        exchanges.Single(e => e.HasResponse).Id.ShouldBe((ushort)2);
    }

    [Fact]
    public void A_message_of_the_greatest_length_is_read()
    {
        DnsMessageBuilder message = DnsMessageBuilder.Response().Question("example.org", 252);
        while (message.Position < 65_000) message.Answer(ToFirstName, 16, [200, .. Enumerable.Repeat((byte)'x', 200)]);

        OverTcp(Server(message.Framed())).ShouldHaveSingleItem().Answers.Count.ShouldBe(306);
    }

    [Fact]
    public void Records_beyond_the_limit_are_not_kept()
    {
        DnsMessageBuilder message = DnsMessageBuilder.Response().Question("example.org", 252);
        for (int i = 0; i < 2000; i++) message.Answer(ToFirstName, 1, [10, 0, 0, 1]);

        OverTcp(Server(message.Framed())).ShouldHaveSingleItem().Answers.Count.ShouldBe(512);
    }

    [Fact]
    public void Pointers_cannot_blow_a_message_up_to_many_times_its_size()
    {
        string label = new('\u00FF', 62);
        DnsMessageBuilder message = DnsMessageBuilder.Response().Question($"{label}.{label}.{label}.{label}", 252);
        for (int i = 0; i < 500; i++) message.Answer([1, (byte)'x', .. DnsMessageBuilder.Pointer(12 + 63)], 2, ToFirstName);

        DnsExchange exchange = OverTcp(Server(message.Framed())).ShouldHaveSingleItem();
        exchange.Answers.Sum(record => record.Name.Length + record.Data.Length).ShouldBeLessThan(70_000);
        exchange.Answers.ShouldNotBeEmpty();
    }
}
