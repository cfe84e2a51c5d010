using NetWatch.Sdk.Decryption;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Protocols.Http;

namespace NetWatch.Plugins.Http3;

/// <summary>Shows the frames that a packet brought, and the requests and responses of a decrypted connection with their fields and bodies.</summary>
[ForProtocol("http3")]
public sealed class Http3Dissector : IConversationDissector, IMultiStreamDissector
{
    /// <inheritdoc/>
    public string? Summarize(in DissectionInput input) => null;

    /// <inheritdoc/>
    public void Dissect(in DissectionInput input, IDetailTree tree)
    {
        // Frames lie in streams, and streams in what is encrypted.
    }

    /// <inheritdoc/>
    public void DissectStreams(IReadOnlyList<PlaintextPiece> pieces, FlowDirection direction, Timestamp time, IDetailTree tree)
    {
        var walk = new FrameWalk(tree);
        foreach (PlaintextPiece piece in pieces) walk.Take(piece, isShown: piece.Direction == direction && piece.Time.Nanoseconds == time.Nanoseconds);
    }

    /// <inheritdoc/>
    public void DissectConversation(IReadOnlyList<PlaintextPiece> pieces, IDetailTree tree)
    {
        var conversation = new HttpConversation(knowsEnds: false);
        var analyzer = new Http3Analyzer(conversation);
        var facts = new NoFacts();
        analyzer.Start(default);
        foreach (PlaintextPiece piece in pieces)
        {
            if (piece.MissingBytes > 0) analyzer.OnStreamGap(piece.StreamId, piece.Direction, piece.MissingBytes, facts);
            else if (!piece.Bytes.IsEmpty) analyzer.OnData(new StreamChunk { Direction = piece.Direction, StreamId = piece.StreamId, Bytes = piece.Bytes.Span, Time = piece.Time }, facts);
        }

        analyzer.OnEnd(facts);
        conversation.AddTo(tree);
    }

    // What the flow is about is published by its own analyzer.
    sealed class NoFacts : IFactSink
    {
        public void Publish(Fact fact)
        {
            // Nobody listens.
        }
    }
}
