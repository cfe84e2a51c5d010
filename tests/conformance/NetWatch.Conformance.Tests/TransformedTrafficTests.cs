using NetWatch.Engine.Identification;
using NetWatch.Sdk.Testing.Packets;

namespace NetWatch.Conformance.Tests;

/// <summary>However the same conversation is cut, reordered, repeated, tagged or tunneled, the same is said of it.</summary>
public sealed class TransformedTrafficTests
{
    static readonly ProtocolTable Protocols = BundledProtocols.Load();

    public static TheoryData<TrafficVariant> Variants()
    {
        var variants = new TheoryData<TrafficVariant>();
        foreach (int seed in (int[])[1, 2, 3])
        {
            foreach (TrafficVariant variant in TrafficTransformer.Variants(seed)) variants.Add(variant with { Name = $"{variant.Name} (seed {seed})" });
        }

        return variants;
    }

    [Fact]
    public void Real_clients_and_servers_are_named_as_they_are()
    {
        IReadOnlyList<FlowOutcome> flows = Outcomes.Of(Sample(), Protocols);
        flows.Count(flow => flow.App == "http").ShouldBe(3);
        flows.Count(flow => flow.App == "tls").ShouldBe(4);
        flows.Count(flow => flow.App == "dns").ShouldBe(4);
        flows.Where(flow => flow.App == "tls").ShouldAllBe(flow => flow.Names.Contains("sample.test") && flow.Ja4.StartsWith("t1"));
        flows.Where(flow => flow.App == "dns").ShouldAllBe(flow => flow.Names.EndsWith("sample.test"));
    }

    [Theory]
    [MemberData(nameof(Variants), DisableDiscoveryEnumeration = true)]
    public void Real_traffic_sent_differently_is_the_same_traffic(TrafficVariant variant)
    {
        CaptureSample sample = Sample();
        Outcomes.Of(variant.Apply(sample), Protocols).ShouldBe(Outcomes.Of(sample, Protocols), variant.Name);
    }

    static CaptureSample Sample() => CaptureFileReader.Read(Path.Combine(AppContext.BaseDirectory, "Samples", "mixed.pcap"));
}
