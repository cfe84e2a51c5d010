using System.Text;
using BenchmarkDotNet.Attributes;
using NetWatch.Engine.Identification;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Bench;

/// <summary>What the first packet of a flow costs when every classifier is asked about it: the worst case, since a match ends the questions.</summary>
[MemoryDiagnoser]
public class ClassifyBenchmarks
{
    readonly IProtocolClassifier[] _classifiers = [.. BundledProtocols.Table().Protocols.Select((Protocol protocol) => protocol.Classifier)];
    readonly byte[] _unknown = Encoding.ASCII.GetBytes("SSH-2.0-OpenSSH_9.9 and some more so that nobody has to wait");

    [Benchmark]
    public int AskAll()
    {
        int matches = 0;
        foreach (IProtocolClassifier classifier in _classifiers)
        {
            var prefix = new FlowPrefix
            {
                Transport = Transport.Tcp, InitiatorPort = 40_000, ResponderPort = 2222, Direction = FlowDirection.FromInitiator, Bytes = _unknown,
            };
            if (classifier.Classify(prefix).IsMatch) matches++;
        }

        return matches;
    }
}
