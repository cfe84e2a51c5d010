using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Testing.Protocols;
using static NetWatch.Plugins.Dns.Tests.Dns;

namespace NetWatch.Plugins.Dns.Tests;

public sealed class DnsNameTests
{
    [Fact]
    public void A_name_goes_on_where_its_pointer_leads()
    {
        DnsExchange exchange = OverUdp(Server(DnsMessageBuilder.Response().Question("www.example.org")
            .Answer(ToFirstName, 5, [3, .. "cdn"u8, .. DnsMessageBuilder.Pointer(16)]).Bytes())).ShouldHaveSingleItem();

        exchange.Answers[0].Name.ShouldBe("www.example.org");
        exchange.Answers[0].Data.ShouldBe("cdn.example.org");
    }

    [Fact]
    public void A_pointer_to_itself_ends()
    {
        DnsMessageBuilder message = DnsMessageBuilder.Response().Question("a.example");
        byte[] bytes = message.Answer(DnsMessageBuilder.Pointer(message.Position), 1, [10, 0, 0, 1]).Bytes();

        DnsExchange exchange = OverUdp(Server(bytes)).ShouldHaveSingleItem();
        exchange.Answers.ShouldHaveSingleItem().ShouldBe(new DnsRecord("", 1, 1, 300, "10.0.0.1"));
    }

    [Fact]
    public void A_loop_through_labels_ends_at_the_longest_name()
    {
        DnsMessageBuilder message = DnsMessageBuilder.Response().Question("a.example");
        byte[] bytes = message.Answer([3, .. "abc"u8, .. DnsMessageBuilder.Pointer(message.Position)], 1, [10, 0, 0, 1]).Bytes();

        OverUdp(Server(bytes)).ShouldHaveSingleItem().Answers[0].Name.Length.ShouldBeLessThanOrEqualTo(255);
    }

    [Fact]
    public void A_pointer_forward_is_followed()
    {
        DnsMessageBuilder message = DnsMessageBuilder.Response().Question("a.example");
        int data = message.Position + 2 + 10;
        byte[] bytes = message.Answer(DnsMessageBuilder.Pointer(data), 2, DnsMessageBuilder.Name("forward.example")).Bytes();

        OverUdp(Server(bytes)).ShouldHaveSingleItem().Answers[0].Name.ShouldBe("forward.example");
    }

    [Fact]
    public void Bytes_that_are_not_printable_are_escaped() =>
        OverUdp(Client(DnsMessageBuilder.Query().Question("a\u0001\u00FF b\\c").Bytes())).ShouldHaveSingleItem()
            .Questions[0].Name.ShouldBe(@"a\001\255\032b\\c");

    [Fact]
    public void A_dot_inside_a_label_is_escaped() =>
        OverUdp(Client(DnsMessageBuilder.Query().Counts(1, 0, 0, 0).Raw(3, (byte)'a', (byte)'.', (byte)'b', 0, 0, 1, 0, 1).Bytes()))
            .ShouldHaveSingleItem().Questions[0].Name.ShouldBe(@"a\.b");

    [Fact]
    public void The_root_is_an_empty_name()
    {
        OverUdp(Client(DnsMessageBuilder.Query().Question("", 2).Bytes())).ShouldHaveSingleItem().Questions[0].Name.ShouldBe("");
    }

    [Fact]
    public void A_name_of_the_greatest_length_fits_also_when_every_byte_is_escaped()
    {
        string label = new('\u00FF', 62);
        string name = OverUdp(Client(DnsMessageBuilder.Query().Question($"{label}.{label}.{label}.{label}").Bytes())).ShouldHaveSingleItem().Questions[0].Name;

        name.Length.ShouldBe(4 * 62 * 4 + 3);
    }

    [Theory]
    [InlineData('!', "!")]
    [InlineData('~', "~")]
    [InlineData('"', "\"")]
    [InlineData('\\', @"\\")]
    [InlineData('.', @"\.")]
    [InlineData(' ', @"\032")]
    [InlineData('\u007F', @"\127")]
    [InlineData('\u0080', @"\128")]
    [InlineData('\u00FF', @"\255")]
    [InlineData('\0', @"\000")]
    public void A_character_means_the_same_at_every_place_of_a_label_of_every_length(char character, string text)
    {
        for (int length = 1; length <= 63; length++)
        {
            for (int place = 0; place < length; place++)
            {
                byte[] label = [.. Enumerable.Repeat((byte)'a', length)];
                label[place] = (byte)character;
                // At the end of the message there is less behind the label than in front of another.
                foreach (byte[] rest in (byte[][])[[0, 0, 1, 0, 1], [1, (byte)'b', 16, .. "0123456789abcdef"u8, 0, 0, 1, 0, 1]])
                {
                    byte[] message = DnsMessageBuilder.Query().Counts(1, 0, 0, 0).Raw([(byte)length, .. label, .. rest]).Bytes();
                    string name = new string('a', place) + text + new string('a', length - place - 1) + (rest.Length > 5 ? ".b.0123456789abcdef" : "");
                    OverOneDatagram(message).ShouldBe(name);
                }
            }
        }
    }

    static string OverOneDatagram(byte[] message)
    {
        var facts = new FactCollector();
        new DnsDescriber().Describe(new FlowPrefix { Transport = Transport.Udp, InitiatorPort = 1, ResponderPort = 53, Direction = FlowDirection.FromInitiator, Bytes = message }, facts);
        return facts.Facts.ShouldHaveSingleItem().ShouldBeOfType<DnsExchange>().Questions.ShouldHaveSingleItem().Name;
    }
}
