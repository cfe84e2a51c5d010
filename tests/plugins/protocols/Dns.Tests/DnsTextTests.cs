using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Testing.Protocols;
using static NetWatch.Plugins.Dns.Tests.Dns;

namespace NetWatch.Plugins.Dns.Tests;

/// <summary>An exchange keeps bytes until someone asks for its lists; either way it says the same.</summary>
public sealed class DnsTextTests
{
    static readonly byte[] Mixed = DnsMessageBuilder.Response().Question("www.example.org")
        .Answer(ToFirstName, 5, [3, .. "cdn"u8, .. DnsMessageBuilder.Pointer(16)])
        .Answer(ToFirstName, 1, [192, 0, 2, 9])
        .Answer(DnsMessageBuilder.Name("a\u0001b.test"), 16, [5, .. "q\"\\\u00E9"u8])
        .Answer(ToFirstName, 99, [.. Enumerable.Range(0, 250).Select(i => (byte)i)])
        .Bytes();

    [Fact]
    public void What_is_written_of_the_bytes_is_what_is_written_of_the_lists()
    {
        DnsExchange[] exchanges = [.. OverUdp(Client(AddressQuery), Server(AddressResponse)), .. OverUdp(Server(Mixed)), .. OverUdp(Client(AddressQuery))];
        exchanges.Length.ShouldBe(3);
        foreach (DnsExchange exchange in exchanges)
        {
            string written = FactText.Of(exchange);
            FactText.Of(WithLists(exchange)).ShouldBe(written);
            // Asking for the lists changes nothing.
            FactText.Of(exchange).ShouldBe(written);
        }
    }

    [Fact]
    public void Names_that_repeat_and_names_far_inside_a_message_are_all_there()
    {
        DnsMessageBuilder message = DnsMessageBuilder.Response().Question("zone.test");
        for (int i = 0; i < 400; i++) message = message.Answer(DnsMessageBuilder.Name($"host{i / 2}.{new string((char)('a' + i % 2), 60)}.test"), 1, [10, 0, (byte)(i >> 8), (byte)i]);
        DnsExchange exchange = OverTcp(Server([.. Prefixed(message.Bytes())])).ShouldHaveSingleItem();
        exchange.Answers.Count.ShouldBe(400);
        for (int i = 0; i < 400; i++)
            exchange.Answers[i].ShouldBe(new DnsRecord($"host{i / 2}.{new string((char)('a' + i % 2), 60)}.test", 1, 1, 300, $"10.0.{i >> 8}.{i & 0xFF}"));
    }

    static byte[] Prefixed(byte[] message) => [(byte)(message.Length >> 8), (byte)message.Length, .. message];

    static DnsExchange WithLists(DnsExchange from) => new()
    {
        Id = from.Id, OpCode = from.OpCode, Flags = from.Flags, ResponseCode = from.ResponseCode, HasQuery = from.HasQuery, EdnsVersion = from.EdnsVersion,
        EdnsPayloadSize = from.EdnsPayloadSize, DnssecOk = from.DnssecOk, IsMulticast = from.IsMulticast, Latency = from.Latency, Carrier = from.Carrier,
        Questions = from.Questions, Answers = from.Answers, Authorities = from.Authorities, Additionals = from.Additionals,
    };
}
