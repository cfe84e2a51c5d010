using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Testing.Protocols;
using static NetWatch.Plugins.Dns.Tests.Dns;

namespace NetWatch.Plugins.Dns.Tests;

/// <summary>A writer of JSON is given the fields at once; they are those that every other writer is given one by one.</summary>
public sealed class DnsJsonTests
{
    static void ShouldBeTheSame(params IReadOnlyList<Fact> exchanges)
    {
        exchanges.ShouldNotBeEmpty();
        foreach (Fact exchange in exchanges) JsonFields.Of(exchange).ShouldBe(FactText.Of(exchange));
    }

    [Fact]
    public void Queries_responses_and_both() => ShouldBeTheSame(
        [.. OverUdp(Client(AddressQuery)), .. OverUdp(Server(AddressResponse)), .. OverUdp(Client(AddressQuery), Server(AddressResponse))]);

    [Fact]
    public void Flags_operations_codes_and_edns() => ShouldBeTheSame(
    [
        .. OverUdp(Client(DnsMessageBuilder.Query(flags: 0x2800).Question("zone.test", 6).Authority(ToFirstName, 1, [192, 0, 2, 1]).Bytes())),
        .. OverUdp(Server(DnsMessageBuilder.Response(flags: 0x8783).Question("cut.test").Edns(dnssec: true).Bytes())),
        .. OverUdp(Server(DnsMessageBuilder.Response(flags: 0x800F).Question("odd.test", 4711).Edns(extendedCode: 200, version: 255).Bytes())),
    ]);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(15)]
    [InlineData(25)]
    [InlineData(10_000)]
    [InlineData(10_049_995)]
    [InlineData(42_949_672_945)]
    [InlineData(42_949_672_960)]
    [InlineData(999_999_999_999)]
    public void Every_latency(long ticks)
    {
        DnsExchange exchange = OverUdp(Client(AddressQuery), Server(AddressResponse) with { Delay = TimeSpan.FromTicks(ticks) }).First(e => e.HasResponse);
        ShouldBeTheSame(exchange);
    }

    [Fact]
    public void Text_with_quotes_and_backslashes_also_where_it_is_cut()
    {
        byte[] odd = [.. "q\"\\ \0\u00E9"u8, 0xFF];
        foreach (int length in (int[])[1, 15, 16, 17, 255])
        {
            byte[] text = [(byte)length, .. Enumerable.Range(0, length).Select(i => odd[i % odd.Length])];
            byte[][] datas = [text, [.. Enumerable.Repeat(text, 12).SelectMany(t => t)], [.. Enumerable.Repeat(text, 40).SelectMany(t => t)]];
            DnsMessageBuilder message = DnsMessageBuilder.Response().Question("a\"b.c\\d.test", 16);
            foreach (byte[] data in datas) message = message.Answer(ToFirstName, 16, data).Answer(DnsMessageBuilder.Name("x\"y.test"), 5, [1, (byte)'"', 1, (byte)'\\', 0]);
            DnsExchange exchange = OverTcp(Server(message.Framed())).ShouldHaveSingleItem();
            exchange.Answers.Count.ShouldBe(6);
            ShouldBeTheSame(exchange);
        }
    }

    [Fact]
    public void More_records_than_fit_into_any_piece_of_memory()
    {
        DnsMessageBuilder message = DnsMessageBuilder.Response().Question("many.test", 16);
        for (int i = 0; i < 600; i++) message = message.Answer(i % 3 == 0 ? DnsMessageBuilder.Name($"host{i}.test") : ToFirstName, 16, [20, .. new byte[20]]);
        DnsExchange exchange = OverTcp(Server(message.Framed())).ShouldHaveSingleItem();
        exchange.Answers.Count.ShouldBe(512);
        ShouldBeTheSame(exchange);
    }

    [Fact]
    public void Mutated_messages()
    {
        byte[] query = AddressQuery, response = DnsMessageBuilder.Response().Question("www.example.org").Answer(ToFirstName, 5, [3, .. "cdn"u8, .. DnsMessageBuilder.Pointer(16)])
            .Answer(ToFirstName, 46, [0, 1, 13, 2, 0, 0, 1, 0x2C, 0x65, 0x92, 0, 0x80, 0x65, 0x92, 0, 0x80, 0, 7, .. DnsMessageBuilder.Name("example"), .. new byte[70]])
            .Authority(ToFirstName, 16, [4, .. "a\"b\\"u8]).Additional(DnsMessageBuilder.Name("ns.example.org"), 28, new byte[16]).Edns().Bytes();
        IFlowAnalyzer analyzer = new DnsAnalyzerFactory().Create();
        int seen = 0;
        for (int seed = 0; seed < 5_000; seed++)
        {
            var random = new Random(seed);
            var facts = new FactCollector();
            analyzer.Start(new FlowStart(new FiveTuple(Transport.Udp, default, 1, default, (ushort)(random.Next(4) == 0 ? 5353 : 53)), false, default));
            analyzer.OnData(new StreamChunk { Direction = FlowDirection.FromInitiator, Bytes = Mutate(query, random), Time = new Timestamp(1) }, facts);
            analyzer.OnData(new StreamChunk { Direction = FlowDirection.FromResponder, Bytes = Mutate(response, random), Time = new Timestamp(seed * 100) }, facts);
            analyzer.OnEnd(facts);
            ShouldBeTheSame(facts.Facts);
            seen += facts.Facts.Count;
        }

        seen.ShouldBeGreaterThan(5_000);
    }

    static byte[] Mutate(byte[] message, Random random)
    {
        byte[] changed = message[..random.Next(random.Next(4) == 0 ? 12 : message.Length, message.Length + 1)];
        for (int change = random.Next(4); change > 0; change--) changed[random.Next(changed.Length)] = (byte)random.Next(256);
        return changed;
    }
}
