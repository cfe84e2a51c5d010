using NetWatch.Engine.Identification;
using NetWatch.Sdk.Testing.Packets;
using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Conformance.Tests;

/// <summary>No classifier claims the flows of another, be it at their port or at one without a meaning.</summary>
public sealed class CrossTalkTests
{
    // LLMNR has the messages of DNS (RFC 4795 §2.1): off its port it is DNS. FTP may have TLS inside (RFC 4217).
    static readonly (string Protocol, string Claimed)[] SameMessages = [("llmnr", "dns"), ("ftp", "tls")];

    // Data connections of FTP, and QUIC from another address, are known by the flow that they belong to and by nothing of their own.
    static readonly string[] KnownByOthers = ["ftp:", "quic:"];

    [Fact]
    public void A_flow_is_claimed_by_its_own_classifier_only()
    {
        ProtocolTable protocols = BundledProtocols.Load();
        FlowSample[] flows = [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Samples"), "*.pcap").Order(StringComparer.Ordinal)
            .SelectMany(path => CapturedFlows.Of(CaptureFileReader.Read(path), Path.GetFileNameWithoutExtension(path)))];
        var labels = flows.ToLookup(flow => LabelOf(flow, protocols));
        var matrix = new CrossTalkMatrix();
        foreach (Protocol protocol in protocols.Protocols) matrix.Add(protocol.Classifier, labels[protocol.Id]);

        labels[""].Where(flow => !KnownByOthers.Any(name => flow.Name.StartsWith(name, StringComparison.Ordinal))).ShouldBeEmpty();
        matrix.FindFaults().Where(fault => !SameMessages.Any(same => fault.Contains($"of '{same.Protocol}' is matched by '{same.Claimed}'"))).ShouldBeEmpty();
    }

    static string LabelOf(FlowSample flow, ProtocolTable protocols) =>
        Outcomes.Of(CaptureSample.FromFlow(flow), protocols) is [var outcome, ..] ? outcome.App : "";
}
