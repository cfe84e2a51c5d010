using NetWatch.Sdk.Protocols.Tls;

namespace NetWatch.Plugins.Tls.Tests;

public sealed class Ja3Tests
{
    // Both examples of the published description.
    [Theory]
    [InlineData("769,47-53-5-10-49161-49162-49171-49172-50-56-19-4,0-10-11,23-24-25,0", "ada70206e40642a3e4461f35503241d5")]
    [InlineData("769,4-5-10-9-100-98-3-6-19-18-99,,,", "de350869b8c85de67a350c8d186f11e6")]
    public void The_fingerprint_is_the_one_of_the_description(string text, string expected) => Ja3.HashOf(text).ShouldBe(expected);

    [Fact]
    public void The_hello_of_the_description_gives_the_text_of_the_description()
    {
        ClientHelloBuilder hello = new ClientHelloBuilder { LegacyVersion = 0x0301, Suites = [47, 53, 5, 10, 49161, 49162, 49171, 49172, 50, 56, 19, 4] }
            .WithSni("a.example").With(10, 0, 6, 0, 23, 0, 24, 0, 25).With(11, 1, 0);
        TextOf(hello).ShouldBe("769,47-53-5-10-49161-49162-49171-49172-50-56-19-4,0-10-11,23-24-25,0");
    }

    [Fact]
    public void Grease_is_left_out_everywhere_also_in_front_and_at_the_end()
    {
        ClientHelloBuilder hello = new ClientHelloBuilder { Suites = [0x0A0A, 0x1301, 0xFAFA, 0x1302] }
            .With(0xDADA).With(10, 0, 6, 0x1A, 0x1A, 0, 29, 0x2A, 0x2A).With(0x0017).With(0xEAEA, 0);
        TextOf(hello).ShouldBe("771,4865-4866,10-23,29,");
    }

    [Fact]
    public void Without_extensions_the_fields_are_empty() => TextOf(new ClientHelloBuilder { HasExtensionBlock = false, Suites = [4, 5] }).ShouldBe("771,4-5,,,");

    [Fact]
    public void The_order_of_extensions_matters() =>
        TextOf(new ClientHelloBuilder().With(23).With(35)).ShouldNotBe(TextOf(new ClientHelloBuilder().With(35).With(23)));

    [Fact]
    public void Point_formats_are_single_bytes_and_all_named() => TextOf(new ClientHelloBuilder().With(11, 3, 0, 1, 2)).ShouldEndWith(",11,,0-1-2");

    [Fact]
    public void Lists_that_lie_about_their_length_are_empty() => TextOf(new ClientHelloBuilder().With(10, 0, 99, 0, 23).With(11, 9, 0)).ShouldEndWith(",10-11,,");

    [Fact]
    public void The_largest_hello_fits()
    {
        ClientHelloBuilder hello = new() { Suites = [.. Enumerable.Repeat((ushort)65_535, 32_000)] };
        for (int i = 0; i < 16_000; i++) hello.With(65_534);
        TextOf(hello).Length.ShouldBe(4 + 32_000 * 6 - 1 + 1 + 16_000 * 6 - 1 + 2);
    }

    [Fact]
    public void Of_a_server_version_suite_and_extensions_are_told()
    {
        byte[] message = TlsBytes.ServerHello(0xC02F, 0x0303, [0xFF, 1, 0, 1, 0, 0, 16, 0, 5, 0, 3, 2, .. "h2"u8]);
        ServerHelloView.TryParse(message.AsSpan(4), out ServerHelloView hello).ShouldBeTrue();
        Ja3.TextOf(hello).ShouldBe("771,49199,65281-16");
    }

    [Fact]
    public void A_hello_that_was_cut_has_no_fingerprint()
    {
        byte[] body = TlsBytes.Browser().Body(), server = TlsBytes.ServerHello(0xC02F, 0x0303, [0xFF, 1, 0, 1, 0]);
        ClientHelloView.TryParse(body.AsSpan(0, body.Length - 3), out ClientHelloView client).ShouldBeTrue();
        HelloFacts.Create(client, HelloCarrier.Tls).Ja3.ShouldBeNull();
        ServerHelloView.TryParse(server.AsSpan(4, server.Length - 6), out ServerHelloView cut).ShouldBeTrue();
        HelloFacts.Create(cut, HelloCarrier.Tls).Ja3S.ShouldBeNull();
    }

    static string TextOf(ClientHelloBuilder builder)
    {
        ClientHelloView.TryParse(builder.Body(), out ClientHelloView hello).ShouldBeTrue();
        return Ja3.TextOf(hello);
    }
}
