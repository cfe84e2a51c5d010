using NetWatch.Sdk.Protocols.Tls;

namespace NetWatch.Plugins.Tls.Tests;

public sealed class Ja4Tests
{
    // The example of the published description.
    [Fact]
    public void The_hello_of_the_description_gives_the_fingerprint_of_the_description() =>
        Ja4Of(TlsBytes.Browser()).ShouldBe("t13d1516h2_8daaf6152771_e5627efa2ab1");

    [Fact]
    public void The_order_of_suites_and_extensions_does_not_matter()
    {
        ClientHelloBuilder one = new ClientHelloBuilder { Suites = [0x1301, 0xC02B, 0x002F] }.With(0x0017).With(0x000B, 1, 0).WithSni("a.example");
        ClientHelloBuilder two = new ClientHelloBuilder { Suites = [0x002F, 0x1301, 0xC02B] }.WithSni("b.example").With(0x000B, 1, 0).With(0x0017);
        Ja4Of(one).ShouldBe(Ja4Of(two));
    }

    [Fact]
    public void The_order_of_signature_algorithms_matters() =>
        Ja4Of(new ClientHelloBuilder().WithSignatureAlgorithms(0x0403, 0x0804))
            .ShouldNotBe(Ja4Of(new ClientHelloBuilder().WithSignatureAlgorithms(0x0804, 0x0403)));

    [Fact]
    public void Grease_counts_nowhere()
    {
        ClientHelloBuilder plain = new ClientHelloBuilder().WithVersions(0x0304).WithSignatureAlgorithms(0x0403).With(0x0017);
        ClientHelloBuilder greased = new ClientHelloBuilder { Suites = [0x0A0A, .. new ClientHelloBuilder().Suites, 0xFAFA] }
            .With(0xDADA).WithVersions(0xFAFA, 0x0304).WithSignatureAlgorithms(0x1A1A, 0x0403).With(0x0017).With(0xEAEA, 0);
        Ja4Of(greased).ShouldBe(Ja4Of(plain));
    }

    [Theory]
    [InlineData(0x0304, "13")]
    [InlineData(0x0303, "12")]
    [InlineData(0x0302, "11")]
    [InlineData(0x0301, "10")]
    [InlineData(0x0300, "s3")]
    [InlineData(0x0002, "s2")]
    [InlineData(0xFEFF, "d1")]
    [InlineData(0xFEFD, "d2")]
    [InlineData(0xFEFC, "d3")]
    [InlineData(0x7F1C, "00")]
    public void The_version_is_written_in_two_characters(int version, string expected)
    {
        Ja4Of(new ClientHelloBuilder { LegacyVersion = (ushort)version })[1..3].ShouldBe(expected);
        Ja4Of(new ClientHelloBuilder().WithVersions((ushort)version))[1..3].ShouldBe(expected);
    }

    [Theory]
    [InlineData("h2", "h2")]
    [InlineData("http/1.1", "h1")]
    [InlineData("x", "xx")]
    [InlineData("", "00")]
    [InlineData("\u00ab", "ab")]
    [InlineData("\u00ab\u00cd", "ad")]
    [InlineData("0\u00ab", "3b")]
    [InlineData("01\u00ab\u00cd", "3d")]
    [InlineData("0\u00ab\u00cd1", "01")]
    public void The_protocol_is_shown_by_its_first_and_last_character_or_else_in_hex(string protocol, string expected) =>
        Ja4Of(new ClientHelloBuilder().WithAlpn(protocol, "zz"))[8..10].ShouldBe(expected);

    [Fact]
    public void Presence_of_the_name_extension_decides_not_its_content() =>
        Ja4Of(new ClientHelloBuilder().With(0))[3].ShouldBe('d');

    [Fact]
    public void Without_extensions_their_hash_is_zeros()
    {
        Ja4Of(new ClientHelloBuilder { HasExtensionBlock = false }).ShouldEndWith("_000000000000");
        Ja4Of(new ClientHelloBuilder().WithSni("a.example")).ShouldEndWith("_000000000000");
        Ja4Of(new ClientHelloBuilder { Suites = [] }).ShouldContain("_000000000000_");
    }

    [Fact]
    public void Counts_stop_at_99_and_a_thousand_suites_are_hashed_all()
    {
        ushort[] suites = [.. Enumerable.Range(1, 1000).Select(i => (ushort)i)];
        var hello = new ClientHelloBuilder { Suites = suites };
        for (ushort type = 1000; type < 1300; type++) hello.With(type);
        string ja4 = Ja4Of(hello);
        ja4[4..8].ShouldBe("9999");
        byte[] hash = System.Security.Cryptography.SHA256.HashData(
            System.Text.Encoding.ASCII.GetBytes(string.Join(',', suites.Select(s => s.ToString("x4")))));
        ja4[11..23].ShouldBe(Convert.ToHexStringLower(hash)[..12]);
    }

    [Theory]
    [InlineData(HelloCarrier.Tls, 't')]
    [InlineData(HelloCarrier.Quic, 'q')]
    [InlineData(HelloCarrier.Dtls, 'd')]
    public void The_carrier_is_the_first_letter(HelloCarrier carrier, char letter)
    {
        ClientHelloView.TryParse(TlsBytes.Browser().Body(), out ClientHelloView hello).ShouldBeTrue();
        Ja4.Compute(hello, carrier)[0].ShouldBe(letter);
    }

    static string Ja4Of(ClientHelloBuilder builder)
    {
        ClientHelloView.TryParse(builder.Body(), out ClientHelloView hello).ShouldBeTrue();
        hello.IsComplete.ShouldBeTrue();
        return Ja4.Compute(hello, HelloCarrier.Tls);
    }
}
