using NetWatch.Engine.Identification;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Testing.Packets;

namespace NetWatch.Conformance.Tests;

/// <summary>Real HTTP/2 in clear: the same exchanges however it is sent, and nothing wrong where packets are lost.</summary>
public sealed class Http2TrafficTests
{
    static readonly ProtocolTable Protocols = BundledProtocols.Load();

    public static TheoryData<TrafficVariant> Variants() => TransformedTrafficTests.Variants();

    [Fact]
    public void Real_exchanges_are_read_as_they_were() =>
        (string.Join('\n', ExchangeLines.Of(Sample(), Protocols)) + "\n").ShouldMatchApproved(c => c.SubFolder("Approved"));

    [Theory]
    [MemberData(nameof(Variants), DisableDiscoveryEnumeration = true)]
    public void Sent_differently_they_are_the_same(TrafficVariant variant)
    {
        CaptureSample sample = Sample();
        ExchangeLines.Of(variant.Apply(sample), Protocols).ShouldBe(ExchangeLines.Of(sample, Protocols), variant.Name);
    }

    [Fact]
    public void Whatever_packets_are_lost_what_is_said_is_true()
    {
        CaptureSample sample = Sample();
        var truth = ExchangeLines.Read(sample, Protocols).ToLookup(entry => (entry.Port, entry.Exchange.StreamId), entry => entry.Exchange);
        for (int seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            int share = random.Next(3, 40);
            var lossy = new CaptureSample(sample.Packets.Where(_ => random.Next(share) != 0));
            foreach ((ushort port, HttpExchange said, string line) in ExchangeLines.Read(lossy, Protocols))
                truth[(port, said.StreamId)].ShouldContain(real => IsTrue(said, real), $"seed {seed}: {line}");
        }
    }

    static bool IsTrue(HttpExchange said, HttpExchange real) =>
        Fits(said.Method, real.Method) && Fits(said.Target, real.Target) && Fits(said.Host, real.Host) && Fits(said.UserAgent, real.UserAgent)
        && Fits(said.Server, real.Server) && Fits(said.ContentType, real.ContentType) && Fits(said.ContentEncoding, real.ContentEncoding)
        && (said.Status == 0 || said.Status == real.Status) && said.RequestBodyBytes <= real.RequestBodyBytes && said.ResponseBodyBytes <= real.ResponseBodyBytes;

    static bool Fits(string? said, string? real) => said is null || said == real;

    static CaptureSample Sample() => CaptureFileReader.Read(Path.Combine(AppContext.BaseDirectory, "Samples", "http2.pcap"));
}
