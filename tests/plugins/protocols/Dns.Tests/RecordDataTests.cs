using static NetWatch.Plugins.Dns.Tests.Dns;
using static NetWatch.Sdk.Testing.Protocols.DnsMessageBuilder;

namespace NetWatch.Plugins.Dns.Tests;

public sealed class RecordDataTests
{
    static byte[] Text(string text) => [(byte)text.Length, .. System.Text.Encoding.ASCII.GetBytes(text)];

    [Fact]
    public void Addresses()
    {
        Data(1, 192, 0, 2, 1).ShouldBe("192.0.2.1");
        Data(28, [0x20, 1, 0xD, 0xB8, .. new byte[11], 1]).ShouldBe("2001:db8::1");
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(12)]
    [InlineData(39)]
    public void Names(ushort type) => Data(type, Name("target.example")).ShouldBe("target.example");

    [Fact]
    public void The_root_as_a_name_is_a_dot() => Data(15, 0, 0, 0).ShouldBe("0 .");

    [Fact]
    public void Mail_exchange() => Data(15, [0, 10, .. Name("mx.example")]).ShouldBe("10 mx.example");

    [Fact]
    public void Start_of_authority() =>
        Data(6, [.. Name("ns.example"), .. Name("admin.example"), 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 4, 0, 0, 0, 5])
            .ShouldBe("ns.example admin.example 1 2 3 4 5");

    [Fact]
    public void Texts_are_quoted_and_escaped() => Data(16, [.. Text("v=spf1 -all"), .. Text("a\"b"), 1, 0xFF]).ShouldBe(@"""v=spf1 -all"" ""a\""b"" ""\255""");

    [Fact]
    public void Service() => Data(33, [0, 1, 0, 2, 0x1F, 0x90, .. Name("srv.example")]).ShouldBe("1 2 8080 srv.example");

    [Fact]
    public void Naming_authority_pointer() =>
        Data(35, [0, 100, 0, 10, .. Text("U"), .. Text("E2U+sip"), .. Text("!^.*$!sip:a@b!"), 0]).ShouldBe("100 10 \"U\" \"E2U+sip\" \"!^.*$!sip:a@b!\" .");

    [Fact]
    public void Certification_authority() => Data(257, [0, .. Text("issue"), .. "ca.example"u8]).ShouldBe("0 issue \"ca.example\"");

    [Fact]
    public void Uniform_resource_identifier() => Data(256, [0, 1, 0, 2, .. "https://x/"u8]).ShouldBe("1 2 \"https://x/\"");

    [Fact]
    public void Service_binding_with_its_parameters()
    {
        byte[] data =
        [
            0, 1, 0,
            0, 0, 0, 2, 0, 1,
            0, 1, 0, 6, 2, (byte)'h', (byte)'3', 2, (byte)'h', (byte)'2',
            0, 2, 0, 0,
            0, 3, 0, 2, 0x01, 0xBB,
            0, 4, 0, 8, 192, 0, 2, 1, 192, 0, 2, 2,
            0, 5, 0, 3, 1, 2, 3,
            0, 6, 0, 16, 0x20, 1, 0xD, 0xB8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1,
            0, 99, 0, 1, (byte)'x',
        ];
        string text = "1 . mandatory=alpn alpn=h3,h2 no-default-alpn port=443 ipv4hint=192.0.2.1,192.0.2.2 ech=AQID ipv6hint=2001:db8::1 key99=\"x\"";

        Data(65, data).ShouldBe(text);
        Data(64, data).ShouldBe(text);
    }

    [Fact]
    public void Security_records()
    {
        Data(43, 0x12, 0x34, 13, 2, 0xAB, 0xCD).ShouldBe("4660 13 2 abcd");
        Data(48, 1, 1, 3, 13, 1, 2, 3, 4).ShouldBe("257 3 13 AQIDBA==");
        Data(46, [0, 1, 13, 2, 0, 0, 1, 0x2C, 0x65, 0x92, 0, 0x80, 0x65, 0x92, 0, 0x80, 0, 7, .. Name("example"), 1, 2, 3])
            .ShouldBe("A 13 2 300 20240101000000 20240101000000 7 example AQID");
        Data(47, [.. Name("next.example"), 0, 4, 0x40, 0, 0, 8, 1, 1, 0x40]).ShouldBe("next.example A AAAA CAA");
        Data(50, 1, 0, 0, 5, 2, 0xAB, 0xCD, 5, 0, 0, 0, 0, 1, 0, 1, 0x40).ShouldBe("1 0 5 abcd 00000001 A");
        Data(51, 1, 0, 0, 0, 0).ShouldBe("1 0 0 -");
        Data(52, 3, 1, 1, 0xAA, 0xBB).ShouldBe("3 1 1 aabb");
        Data(44, 4, 2, 0x01).ShouldBe("4 2 01");
    }

    [Fact]
    public void Types_without_a_form_and_data_that_does_not_fit_are_hex()
    {
        Data(10, 0xDE, 0xAD).ShouldBe("dead");
        Data(29, 0, 1, 2).ShouldBe("000102");
        Data(15, 0).ShouldBe("00");
        Data(16, 9, 1).ShouldBe("0901");
        Data(65, 0, 1, 0, 0, 4, 0, 3, 1, 2, 3).ShouldBe("00010000040003010203");
    }

    [Fact]
    public void Long_data_is_cut_with_an_ellipsis()
    {
        string text = Data(10, new byte[5000]);
        text.Length.ShouldBe(4096);
        text.ShouldEndWith("0…");
    }

    [Fact]
    public void Signature_times_are_dates_from_1970_to_2106()
    {
        var random = new Random(1);
        uint[] times = [0, 1, 951_782_399, 951_782_400, 951_868_800, 4_107_542_399, 4_107_542_400, uint.MaxValue, .. Enumerable.Range(0, 300).Select(_ => (uint)random.NextInt64(1L << 32))];
        foreach (uint time in times)
        {
            byte[] bytes = [(byte)(time >> 24), (byte)(time >> 16), (byte)(time >> 8), (byte)time];
            string text = DateTimeOffset.FromUnixTimeSeconds(time).ToString("yyyyMMddHHmmss", System.Globalization.CultureInfo.InvariantCulture);
            Data(46, [0, 1, 13, 2, 0, 0, 0, 1, .. bytes, .. bytes, 0, 7, 0]).ShouldBe($"A 13 2 1 {text} {text} 7 . ");
        }
    }

    [Fact]
    public void Base_64_of_every_length()
    {
        for (int length = 0; length < 200; length++)
        {
            byte[] key = [.. Enumerable.Range(0, length).Select(i => (byte)(i * 37 + length))];
            Data(48, [1, 1, 3, 13, .. key]).ShouldBe("257 3 13 " + Convert.ToBase64String(key));
        }
    }
}
