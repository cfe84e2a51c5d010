using System.Text;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Plugins.Tls.Tests;

/// <summary>TLS behind a dialog in the clear.</summary>
public sealed class StartTlsClassifierTests : ClassifierContract<TlsClassifier>
{
    protected override IReadOnlyList<FlowSample> Samples => DialogSamples.All;

    protected override IReadOnlyList<FlowSample> Negatives => DialogSamples.WithoutTls;

    [Fact]
    public void A_command_alone_is_not_enough()
    {
        byte[] command = Encoding.ASCII.GetBytes("EHLO a\r\nSTARTTLS\r\n");
        Classify(command).ShouldBe(Classification.NeedMoreData(command.Length + 1));
        Classify([.. command, .. DialogSamples.ClientHello[..(5 + HelloShape.Size - 1)]]).IsUndecided.ShouldBeTrue();
        Classify([.. command, .. DialogSamples.ClientHello[..(5 + HelloShape.Size)]]).ShouldBe(Classification.Match());
    }

    [Fact]
    public void A_hello_that_the_capture_cut_behind_its_version_is_known()
    {
        byte[] bytes = [.. "EHLO a\r\nSTARTTLS\r\n"u8, .. DialogSamples.ClientHello[..11]];
        Classify(bytes).IsUndecided.ShouldBeTrue();
        Classify(bytes, isTruncated: true).IsMatch.ShouldBeTrue();
        Classify(bytes[..^11], isTruncated: true).IsMatch.ShouldBeFalse();
    }

    [Fact]
    public void Every_letter_of_the_command_matters()
    {
        byte[] stream = [.. "EHLO a\r\nSTARTTLS\r\n"u8, .. DialogSamples.ClientHello];
        for (int at = 8; at < 17; at++)
        {
            byte[] changed = [.. stream];
            changed[at] = (byte)'x';
            Classify(changed).ShouldBe(Classification.NoMatch, $"byte {at}");
        }
    }

    [Fact]
    public void A_session_is_not_waited_for_beyond_the_bound()
    {
        byte[] session = Encoding.ASCII.GetBytes("EHLO a\r\n" + string.Concat(Enumerable.Repeat("NOOP\r\n", 1000)));
        Classify(session[..(PlainDialog.MaxLength - 1)]).ShouldBe(Classification.NeedMoreData(PlainDialog.MaxLength));
        Classify(session[..PlainDialog.MaxLength]).ShouldBe(Classification.NoMatch);
        Classify([.. session[..PlainDialog.MaxLength], .. "\r\nSTARTTLS\r\n"u8, .. DialogSamples.ClientHello]).ShouldBe(Classification.NoMatch);
    }

    [Fact]
    public void A_directory_session_is_not_waited_for_beyond_its_bound()
    {
        byte[] searches = [.. Enumerable.Repeat((byte[])[0x30, 7, 2, 1, 1, 0x63, 2, 1, 1], 33).SelectMany(message => message)];
        Classify(searches[..(31 * 9)]).IsUndecided.ShouldBeTrue();
        Classify([.. searches[..(31 * 9)], .. DialogSamples.LdapStartTls, .. DialogSamples.ClientHello]).IsMatch.ShouldBeTrue();
        Classify(searches).ShouldBe(Classification.NoMatch);
        Classify([.. searches, .. DialogSamples.LdapStartTls, .. DialogSamples.ClientHello]).ShouldBe(Classification.NoMatch);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n")]
    [InlineData("SSH-2.0-OpenSSH_9.6\r\n")]
    [InlineData("NICK joe\r\nUSER joe 0 * :Joe\r\n")]
    [InlineData("*1\r\n$4\r\nPING\r\n")]
    [InlineData("+PONG\r\n")]
    [InlineData("get key\r\n")]
    [InlineData("{\"jsonrpc\":\"2.0\"}")]
    [InlineData("<?xml version='1.0'?><soap:Envelope>")]
    [InlineData("<policy-file-request/>\0")]
    [InlineData("554 no service\r\n")]
    [InlineData("REGISTER sip:example.org SIP/2.0\r\n")]
    [InlineData("\u0013BitTorrent protocol")]
    [InlineData("EHLO a\r\n\0\0\0")]
    public void Other_text_is_not_waited_for(string text) => Classify(Encoding.Latin1.GetBytes(text)).ShouldBe(Classification.NoMatch);

    // With noise behind any two bytes: flows that are neither records nor SSLv2 are let go at once.
    [Fact]
    public void Noise_is_hardly_ever_waited_for()
    {
        var random = new Random(2);
        int waited = 0, matched = 0;
        for (int start = 0; start < 65536; start++)
        {
            var bytes = new byte[24];
            random.NextBytes(bytes);
            (bytes[0], bytes[1]) = ((byte)(start >> 8), (byte)start);
            if (!PlainDialog.MayPrecede(bytes[0])) continue;
            Classification answer = Classify(bytes);
            if (answer.IsUndecided) waited++;
            if (answer.IsMatch) matched++;
        }

        matched.ShouldBe(0);
        waited.ShouldBeLessThanOrEqualTo(3);
    }

    static Classification Classify(byte[] bytes, bool isTruncated = false) => new TlsClassifier().Classify(new FlowPrefix
    {
        Transport = Transport.Tcp,
        InitiatorPort = 40000,
        ResponderPort = 25,
        Direction = FlowDirection.FromInitiator,
        Bytes = bytes,
        IsTruncated = isTruncated,
    });
}
