using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Plugins.Tls.Tests;

public sealed class TlsClassifierTests : ClassifierContract<TlsClassifier>
{
    protected override IReadOnlyList<FlowSample> Samples => TlsSamples.All;

    protected override IReadOnlyList<FlowSample> Negatives => TlsSamples.LookAlikes;

    [Fact]
    public void A_hello_is_known_before_it_is_whole() =>
        Classify(TlsBytes.Browser().Record()[..(5 + HelloShape.Size)]).IsMatch.ShouldBeTrue();

    [Fact]
    public void A_header_alone_is_not_enough() => Classify([22, 3, 1, 2, 0]).IsUndecided.ShouldBeTrue();

    [Fact]
    public void Encrypted_content_counts_when_its_record_is_whole()
    {
        byte[] record = TlsBytes.Encrypted(300);
        Classify(record[..^1]).MinimumBytes.ShouldBe(record.Length);
        Classify(record).IsMatch.ShouldBeTrue();
    }

    [Fact]
    public void For_SSLv3_content_the_next_record_must_follow()
    {
        byte[] record = TlsBytes.Encrypted(300, version: 0x0300);
        Classify(record).IsUndecided.ShouldBeTrue();
        Classify([.. record, .. TlsBytes.Encrypted(20, version: 0x0300)]).IsMatch.ShouldBeTrue();
        Classify([.. record, 0]).ShouldBe(Classification.NoMatch);
    }

    [Theory]
    [InlineData(0x0300)]
    [InlineData(0x0301)]
    [InlineData(0x0302)]
    [InlineData(0x0303)]
    [InlineData(0x0304)]
    public void Hellos_of_every_version_are_known(int version) =>
        Classify(new ClientHelloBuilder { LegacyVersion = (ushort)version }.Record((ushort)Math.Min(version, 0x0303))).IsMatch.ShouldBeTrue();

    [Fact]
    public void The_server_hello_of_a_draft_is_known() =>
        Classify(TlsBytes.Record(22, ClientHelloBuilder.Handshake(2, [0x7F, 0x12, .. new byte[32], 0x13, 0x01, 0, 0]))).IsMatch.ShouldBeTrue();

    [Fact]
    public void A_hello_that_the_capture_cut_behind_its_version_is_known()
    {
        byte[] hello = TlsBytes.Browser().Record();
        Classify(hello[..11]).IsUndecided.ShouldBeTrue();
        Classify(hello[..11], isTruncated: true).IsMatch.ShouldBeTrue();
    }

    // Every value of the first bytes, behind which noise follows: nothing but hellos and chains of records gets through.
    [Fact]
    public void Noise_behind_any_two_bytes_is_hardly_ever_taken_for_tls()
    {
        var random = new Random(1);
        int matches = 0;
        for (int start = 0; start < 65536; start++)
        {
            var bytes = new byte[200];
            random.NextBytes(bytes);
            bytes[0] = (byte)(start >> 8);
            bytes[1] = (byte)start;
            if (Classify(bytes).IsMatch) matches++;
        }

        matches.ShouldBeLessThanOrEqualTo(1);
    }

    static Classification Classify(byte[] bytes, bool isTruncated = false) => new TlsClassifier().Classify(new FlowPrefix
    {
        Transport = Transport.Tcp,
        InitiatorPort = 40000,
        ResponderPort = 443,
        Direction = FlowDirection.FromInitiator,
        Bytes = bytes,
        IsTruncated = isTruncated,
    });
}
