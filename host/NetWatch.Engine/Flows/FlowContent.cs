using NetWatch.Engine.Decryption;
using NetWatch.Engine.Identification;
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
    // Not objects of their own: with half a million of these, each further object is time of the garbage collector.
    internal StreamReassembly FromInitiator;
    internal StreamReassembly FromResponder;
    internal PrefixBuffer InitiatorPrefix;
    internal PrefixBuffer ResponderPrefix;

    /// <summary>Classifiers that have said no, by their place in the order.</summary>
    internal RankSet Refused;

    /// <summary>By place in the order: how many bytes of the direction the classifier waits for; made when the first one waits.</summary>
    internal int[]? AwaitedFromInitiator;
    internal int[]? AwaitedFromResponder;

    internal bool IsWaiting;
    internal FlowDirection FirstSpeaker;
    internal bool HasSpoken;

    /// <summary>0 for the outermost protocol, one more for each that took over inside.</summary>
    internal int Layer;

    /// <summary>Holds what was decrypted, not what the packets carry.</summary>
    internal bool IsInner;

    /// <summary>Nothing more is to be learnt of what was decrypted.</summary>
    internal bool IsStopped;

    /// <summary>What was decrypted does not begin with the first byte.</summary>
    internal bool IsInnerMidStream;

    /// <summary>What the outermost analyzer has learnt was told.</summary>
    internal bool IsSettled;

    /// <summary>What the ends of the decrypted layer around it agreed on.</summary>
    internal string? Alpn;

    /// <summary>The protocol that was announced for what follows, plus one; 0 for none.</summary>
    internal int Announced;

    /// <summary>Changes whenever someone else takes over: what was begun before must not go on. Never set back.</summary>
    internal int Turnover;

    /// <summary>The decryption of the current layer, or null.</summary>
    internal DecryptedLayer? Decryption;

    /// <summary>What is kept until the hello tells whether the current layer is decrypted, or null.</summary>
    internal PendingDecryption? Pending;

    /// <summary>Whether someone follows the bytes of the current layer.</summary>
    internal bool IsFollowed => Analyzer is not null || Decryption is not null || Pending is not null;

    internal IFlowAnalyzer? Analyzer;
    internal int AnalyzerProtocol;

    /// <summary>The flow has rested: its label has stood before.</summary>
    internal bool IsResumed;

    /// <summary>The analyzer was made for this flow by the one that announced it, and is no use to others.</summary>
    internal bool IsExpected;

    /// <summary>The flow goes on with another one, whose decryption takes its datagrams.</summary>
    internal DecryptedLayer? MovedLayer;

    /// <summary>Who is the initiator here is the responder there.</summary>
    internal bool IsTurned;

    /// <summary>Where the inner protocol begins in each stream.</summary>
    internal long InitiatorLayerStart;
    internal long ResponderLayerStart;

    /// <summary>How many of the two streams hold segments; counted against the ceiling.</summary>
    internal int HoldingStreams;

    /// <summary>Counted among the undecided flows.</summary>
    internal bool IsCounted;

    internal long LayerStart(FlowDirection direction) =>
        direction == FlowDirection.FromInitiator ? InitiatorLayerStart : ResponderLayerStart;

    internal ref StreamReassembly Stream(FlowDirection direction) =>
        ref direction == FlowDirection.FromInitiator ? ref FromInitiator : ref FromResponder;

    internal ref PrefixBuffer Prefix(FlowDirection direction) =>
        ref direction == FlowDirection.FromInitiator ? ref InitiatorPrefix : ref ResponderPrefix;

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
        Refused = default;
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

    /// <summary>Makes it the content of what a layer carries encrypted.</summary>
    internal void BeginInside(int layer, string? alpn, bool isAfterGap)
    {
        IsInner = true;
        Layer = layer;
        Alpn = alpn;
        IsInnerMidStream = isAfterGap;
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
        IsInner = IsStopped = IsInnerMidStream = IsSettled = false;
        Alpn = null;
        Announced = 0;
        Decryption = null;
        Pending = null;
        MovedLayer = null;
        IsTurned = false;
        Analyzer = null;
        AnalyzerProtocol = 0;
        IsExpected = IsResumed = false;
        InitiatorLayerStart = 0;
        ResponderLayerStart = 0;
    }
}
