using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Protocols.Text;

namespace NetWatch.Plugins.BitTorrent;

/// <summary>
/// Reads the handshakes of peers on TCP and uTP, and the messages of DHT, trackers and local discovery. One UDP port of a client serves them
/// all, so each datagram is looked at by itself.
/// </summary>
sealed class BitTorrentAnalyzer : IFlowAnalyzer
{
    readonly byte[][] _handshakes = [new byte[Handshake.Length], new byte[Handshake.Length]];
    readonly int[] _lengths = new int[2];
    readonly bool[] _isBroken = new bool[2];
    readonly DhtLog _dht = new();
    readonly TrackerLog _tracker = new();
    bool _isStream;
    bool _hasTorrent;
    bool _hasUtp;

    /// <inheritdoc/>
    public void Start(in FlowStart start)
    {
        _isStream = start.Tuple.Transport == Transport.Tcp;
        _lengths.AsSpan().Clear();
        _isBroken.AsSpan().Clear();
        _dht.Clear();
        _tracker.Clear();
        _hasTorrent = false;
        _hasUtp = false;
    }

    /// <inheritdoc/>
    public AnalysisVerdict OnData(in StreamChunk chunk, IFactSink facts)
    {
        if (!_isStream)
        {
            OnDatagram(chunk, facts);
            return AnalysisVerdict.Continue;
        }

        TakeHandshake(chunk.Bytes, (int)chunk.Direction, facts);
        return IsDone(0) && IsDone(1) ? AnalysisVerdict.Done : AnalysisVerdict.Continue;
    }

    bool IsDone(int side) => _isBroken[side] || _lengths[side] == Handshake.Length;

    void TakeHandshake(ReadOnlySpan<byte> bytes, int side, IFactSink facts)
    {
        if (IsDone(side)) return;
        int taken = Math.Min(bytes.Length, Handshake.Length - _lengths[side]);
        bytes[..taken].CopyTo(_handshakes[side].AsSpan(_lengths[side]));
        _lengths[side] += taken;
        ReadOnlySpan<byte> handshake = _handshakes[side].AsSpan(0, _lengths[side]);
        _isBroken[side] = Handshake.IsAt(handshake) == false;
        if (_isBroken[side] || handshake.Length < Handshake.Length) return;
        if (!_hasTorrent)
        {
            _hasTorrent = true;
            string hash = WireBytes.Hex(handshake.Slice(Handshake.InfoHashStart, 20));
            facts.Publish(new OpenFact("bittorrent", "torrent", [new("info_hash", hash)]));
        }

        facts.Publish(new PeerFact(handshake, side == (int)FlowDirection.FromInitiator));
    }

    void OnDatagram(in StreamChunk chunk, IFactSink facts)
    {
        ReadOnlySpan<byte> bytes = chunk.Bytes;
        if (bytes[0] == 'd')
        {
            if (KrpcMessage.TryRead(bytes, chunk.IsTruncated, out KrpcMessage message) && !message.Transaction.IsEmpty && !message.Body.IsEmpty)
                _dht.On(message, chunk.Direction, chunk.Time, facts);
        }
        else if (bytes.StartsWith(LocalDiscovery.Mark))
        {
            facts.Publish(LocalDiscovery.Read(bytes));
        }
        else if (Tracker.IsAnnounce(bytes))
        {
            _tracker.OnRequest(bytes, facts);
        }
        else if (UtpHeader.TryRead(bytes, out UtpHeader header))
        {
            OnUtp(header, (int)chunk.Direction, facts);
        }
        else
        {
            _tracker.OnAnswer(bytes, facts);
        }
    }

    void OnUtp(in UtpHeader header, int side, IFactSink facts)
    {
        if (!_hasUtp)
        {
            _hasUtp = true;
            facts.Publish(new OpenFact("bittorrent", "utp", [new("utp_connection_id", (long)header.ConnectionId)]));
        }

        // The handshake comes first and is shorter than any packet; what overtakes it is not waited for.
        if (_lengths[side] == 0 && Handshake.IsAt(header.Payload) == true) TakeHandshake(header.Payload, side, facts);
    }

    /// <inheritdoc/>
    public AnalysisVerdict OnGap(FlowDirection direction, long missingBytes, IFactSink facts)
    {
        _isBroken[(int)direction] = true;
        return IsDone(0) && IsDone(1) ? AnalysisVerdict.Done : AnalysisVerdict.Continue;
    }

    /// <inheritdoc/>
    public void OnEnd(IFactSink facts)
    {
        _dht.Flush(facts);
        _tracker.Flush(facts);
    }
}
