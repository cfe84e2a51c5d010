using NetWatch.Engine.Streams;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Engine.Flows;

/// <summary>
/// What identification and analysis hold of one flow. Taken from a pool with the first payload, given back when the flow ends or
/// when nothing of it is needed any longer.
/// </summary>
sealed class FlowContent
{
    internal StreamReassembly FromInitiator { get; private set; } = new();
    internal StreamReassembly FromResponder { get; private set; } = new();
    internal PrefixBuffer InitiatorPrefix { get; private set; } = new();
    internal PrefixBuffer ResponderPrefix { get; private set; } = new();

    /// <summary>Classifiers that have said no, by their place in the order.</summary>
    internal UInt128 Refused;

    /// <summary>By place in the order: how many bytes of the direction the classifier waits for; made when the first one waits.</summary>
    internal int[]? AwaitedFromInitiator;
    internal int[]? AwaitedFromResponder;

    internal bool IsWaiting;
    internal FlowDirection FirstSpeaker;
    internal bool HasSpoken;

    /// <summary>0 for the outer protocol, 1 for what took over inside it.</summary>
    internal int Layer;

    internal IFlowAnalyzer? Analyzer;
    internal int AnalyzerProtocol;

    /// <summary>Where the inner protocol begins in each stream.</summary>
    internal long InitiatorLayerStart;
    internal long ResponderLayerStart;

    /// <summary>How many of the two streams hold segments; counted against the ceiling.</summary>
    internal int HoldingStreams;

    /// <summary>Counted among the undecided flows.</summary>
    internal bool IsCounted;

    internal long LayerStart(FlowDirection direction) =>
        direction == FlowDirection.FromInitiator ? InitiatorLayerStart : ResponderLayerStart;

    internal StreamReassembly Stream(FlowDirection direction) =>
        direction == FlowDirection.FromInitiator ? FromInitiator : FromResponder;

    internal PrefixBuffer Prefix(FlowDirection direction) =>
        direction == FlowDirection.FromInitiator ? InitiatorPrefix : ResponderPrefix;

    internal int[]? Awaited(FlowDirection direction) =>
        direction == FlowDirection.FromInitiator ? AwaitedFromInitiator : AwaitedFromResponder;

    internal void Await(FlowDirection direction, int rank, int bytes, int ranks)
    {
        ref int[]? awaited = ref direction == FlowDirection.FromInitiator ? ref AwaitedFromInitiator : ref AwaitedFromResponder;
        awaited ??= new int[ranks];
        awaited[rank] = bytes;
        IsWaiting = true;
    }

    /// <summary>Forgets what identification knows, for another round on what follows.</summary>
    internal void ResetIdentification()
    {
        Refused = UInt128.Zero;
        if (IsWaiting)
        {
            AwaitedFromInitiator?.AsSpan().Clear();
            AwaitedFromResponder?.AsSpan().Clear();
            IsWaiting = false;
        }

        InitiatorPrefix.Release();
        ResponderPrefix.Release();
        HasSpoken = false;
    }

    /// <summary>Whether any bytes were handed on.</summary>
    internal bool HasBegun => FromInitiator.IsStarted || FromResponder.IsStarted;

    /// <summary>Exchanges the two directions: it showed late who is the initiator.</summary>
    internal void Turn()
    {
        (FromInitiator, FromResponder) = (FromResponder, FromInitiator);
        (InitiatorPrefix, ResponderPrefix) = (ResponderPrefix, InitiatorPrefix);
    }

    internal void Reset()
    {
        ResetIdentification();
        FromInitiator.Reset();
        FromResponder.Reset();
        Layer = 0;
        Analyzer = null;
        AnalyzerProtocol = 0;
        InitiatorLayerStart = 0;
        ResponderLayerStart = 0;
    }
}
