using System.Text;
using NetWatch.Engine.Identification;
using NetWatch.Sdk.Decryption;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Engine.Tests.Fakes;

/// <summary>A protocol made for a test: a classifier and, unless it has none, analyzers that write down what they are told.</summary>
sealed class FakeProtocol : IFlowAnalyzerFactory
{
    readonly ProtocolAttribute _declaration;

    internal FakeProtocol(string id, Judgement judge, Transports transports = Transports.Tcp | Transports.Udp, Evidence evidence = Evidence.Structure,
        int priority = 0, ushort[]? ports = null, int maxBytes = 2048, string[]? alpn = null)
    {
        _declaration = new ProtocolAttribute(id, transports) { Evidence = evidence, Priority = priority, Ports = ports ?? [], MaxBytes = maxBytes, Alpn = alpn ?? [] };
        Classifier = new FakeClassifier(judge);
    }

    internal FakeClassifier Classifier { get; }

    internal bool HasAnalyzer { get; init; } = true;

    internal IProtocolDescriber? Describer { get; init; }

    internal IDissector? Dissector { get; init; }

    internal IDecryptorFactory? Decryptors { get; init; }

    internal bool ThrowsAtStart { get; init; }

    /// <summary>What the analyzers do with data; by default they go on.</summary>
    internal Reaction React { get; set; } = static (in StreamChunk _, IFactSink _) => AnalysisVerdict.Continue;

    internal AnalysisVerdict ReactToGap { get; set; } = AnalysisVerdict.Continue;

    internal Action<IFactSink>? OnEnd { get; set; }

    /// <summary>All that the analyzers were told, in order: <c>&gt;</c> from the initiator, <c>&lt;</c> from the responder.</summary>
    internal List<string> Log { get; } = [];

    /// <summary>The ids of the flows that the analyzers were started with.</summary>
    internal List<long> StartedIds { get; } = [];

    internal List<byte>[] Received { get; } = [[], []];

    internal int Created { get; private set; }

    internal string Text(FlowDirection direction) => Encoding.Latin1.GetString([.. Received[(int)direction]]);

    public IFlowAnalyzer Create()
    {
        Created++;
        return new FakeAnalyzer(this);
    }

    /// <summary>Matches flows whose growing direction begins with a text, waits while it may still, and refuses others.</summary>
    internal static FakeProtocol StartingWith(string id, string text, Evidence evidence = Evidence.Structure) => new(id, (in FlowPrefix prefix) =>
    {
        byte[] wanted = Encoding.Latin1.GetBytes(text);
        if (prefix.Bytes.StartsWith(wanted)) return Classification.Match();
        return wanted.AsSpan().StartsWith(prefix.Bytes) ? Classification.NeedMoreData(wanted.Length) : Classification.NoMatch;
    }, evidence: evidence);

    /// <summary>Matches everything.</summary>
    internal static FakeProtocol Any(string id = "any") => new(id, static (in FlowPrefix _) => Classification.Match());

    internal Protocol Build() => new(_declaration, Classifier, Describer, HasAnalyzer ? this : null, Dissector, Decryptors);
}
