using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.Ssh;

/// <summary>Follows both sides up to their offers; what comes after is encrypted, so the flow is only counted from there on.</summary>
sealed class SshAnalyzer(RecentOffers offers) : IFlowAnalyzer
{
    readonly SshSide[] _sides = [new(offers), new(offers)];
    bool _isTold;

    /// <inheritdoc/>
    public void Start(in FlowStart start)
    {
        _sides[0].Clear();
        _sides[1].Clear();
        _isTold = false;
    }

    /// <inheritdoc/>
    public AnalysisVerdict OnData(in StreamChunk chunk, IFactSink facts)
    {
        _sides[(int)chunk.Direction].Take(chunk.Bytes);
        return Next(facts);
    }

    /// <inheritdoc/>
    public AnalysisVerdict OnGap(FlowDirection direction, long missingBytes, IFactSink facts)
    {
        _sides[(int)direction].GiveUp();
        return Next(facts);
    }

    /// <inheritdoc/>
    public void OnEnd(IFactSink facts)
    {
        Tell(facts);
        _sides[0].Release();
        _sides[1].Release();
    }

    AnalysisVerdict Next(IFactSink facts)
    {
        if (!_sides[0].IsDone || !_sides[1].IsDone) return AnalysisVerdict.Continue;
        Tell(facts);
        return AnalysisVerdict.Done;
    }

    void Tell(IFactSink facts)
    {
        if (_isTold) return;
        _isTold = true;
        // Whoever opened the connection is the client, unless the offers say otherwise: a host behind a firewall calls home, and is the server.
        bool isTurned = _sides[0].Offer?.IsClient == false || _sides[1].Offer?.IsClient == true;
        SshSide client = _sides[isTurned ? 1 : 0], server = _sides[isTurned ? 0 : 1];
        if (client.IsSeen) facts.Publish(PeerOf(client, isClient: true));
        if (server.IsSeen) facts.Publish(PeerOf(server, isClient: false));
        if (client.Offer is { } offered && server.Offer is { } accepted) facts.Publish(offers.Negotiate(offered, accepted));
    }

    static SshPeer PeerOf(SshSide side, bool isClient) => new()
    {
        IsClient = isClient, ProtocolVersion = side.Version, Software = side.Software, Comments = side.Comments, Offer = side.Offer,
    };
}
