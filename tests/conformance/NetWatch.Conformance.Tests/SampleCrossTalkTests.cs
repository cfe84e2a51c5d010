using NetWatch.Engine.Identification;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Testing.Packets;
using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Conformance.Tests;

/// <summary>The samples of all contract tests meet: no bundled protocol claims what is of another.</summary>
public sealed class SampleCrossTalkTests
{
    static readonly ProtocolTable Protocols = BundledProtocols.Load();

    static readonly IReadOnlyList<(string Id, IProtocolSamples Samples)> Known = ProtocolSamples.Load();

    /// <summary>
    /// What two classifiers see in one flow with good reason. The dialog of FTP in which TLS begins is FTP with TLS inside. LLMNR and the name service of
    /// NetBIOS have the format of DNS (RFC 4795 §2.1.1, RFC 1002 §4.2), and only their ports tell them apart. The host's order decides, and the other tests
    /// here hold it.
    /// </summary>
    static readonly string[] Alike =
        ["of 'tls' is matched by 'ftp'", "of 'ftp' is matched by 'tls'", "of 'llmnr' is matched by 'dns' at port", "of 'netbios' is matched by 'dns' at port"];

    // Matches nothing by itself: HTTP says where it begins (RFC 6455 §4).
    static readonly string[] HandedOver = ["websocket"];

    [Fact]
    public void Every_bundled_protocol_has_samples() => Protocols.Protocols
        .Where(protocol => (protocol.Declaration.Transports & Transports.Both) != 0 && !HandedOver.Contains(protocol.Id))
        .Select(protocol => protocol.Id).Except(Known.Select(known => known.Id)).ShouldBeEmpty();

    [Fact]
    public void No_classifier_matches_the_samples_of_another()
    {
        var matrix = new CrossTalkMatrix();
        foreach (IGrouping<string, (string Id, IProtocolSamples Samples)> protocol in Known.GroupBy(known => known.Id))
            matrix.Add(protocol.First().Samples.Classifier, protocol.SelectMany(known => known.Samples.Samples));
        IEnumerable<string> faults = matrix.FindFaults().Where(fault => !Alike.Any(pair => fault.Contains(pair, StringComparison.Ordinal)));
        faults.ShouldBeEmpty(matrix.ToString());
    }

    [Fact]
    public void Every_sample_gets_its_own_label_among_all_protocols()
    {
        var faults = new List<string>();
        foreach ((string id, IProtocolSamples samples) in Known)
        {
            foreach (FlowSample sample in samples.Samples)
            {
                string labels = Labels(sample);
                if (!labels.Split('/').Contains(id)) faults.Add($"'{sample}' of '{id}' is labelled '{labels}'.");
            }
        }

        faults.ShouldBeEmpty();
    }

    static string Labels(FlowSample sample) => Outcomes.LabelsOf(CaptureSample.FromFlow(sample), Protocols);
}
