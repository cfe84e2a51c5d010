using NetWatch.Engine.Decryption;
using NetWatch.Engine.Identification;
using NetWatch.Sdk.Testing.Packets;

namespace NetWatch.Conformance.Tests;

/// <summary>Real HTTP/3 with the secrets that its client exported: decrypted and read to the exchange, wherever the connection moves to.</summary>
public sealed class Http3TrafficTests
{
    static readonly ProtocolTable Protocols = BundledProtocols.Load();

    [Fact]
    public void Real_exchanges_are_decrypted_and_read_as_they_were() =>
        (string.Join('\n', ExchangeLines.Of(Sample(), Protocols, Keys())) + "\n").ShouldMatchApproved(c => c.SubFolder("Approved"));

    [Fact]
    public void Without_keys_nothing_is_read() => ExchangeLines.Of(Sample(), Protocols, new KeyRing()).ShouldBeEmpty();

    [Fact]
    public void Whatever_packets_are_lost_what_is_said_was_there()
    {
        string[] hosts = [.. ExchangeLines.Read(Sample(), Protocols, Keys()).Select(entry => entry.Exchange.Host).OfType<string>().Distinct()];
        for (int seed = 0; seed < 100; seed++)
        {
            var random = new Random(seed);
            int share = random.Next(3, 40);
            var lossy = new CaptureSample(Sample().Packets.Where(_ => random.Next(share) != 0));
            foreach ((_, var exchange, string line) in ExchangeLines.Read(lossy, Protocols, Keys()))
            {
                if (exchange.Host is { } host) hosts.ShouldContain(host, $"seed {seed}: {line}");
                exchange.Status.ShouldBeOneOf(0, 200);
            }
        }
    }

    static KeyRing Keys()
    {
        var keys = new KeyRing();
        new KeyLogReader(keys).Read(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Samples", "quic.keys")));
        return keys;
    }

    static CaptureSample Sample() => CaptureFileReader.Read(Path.Combine(AppContext.BaseDirectory, "Samples", "quic.pcap"));
}
