using System.Buffers.Binary;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Protocols.Quic;
using NetWatch.Sdk.Protocols.Tls;

namespace NetWatch.Plugins.Quic;

/// <summary>What happens to a connection beside its hellos, each published once.</summary>
sealed class ConnectionEvents
{
    const int MaxOffers = 32;

    readonly byte[] _destination = new byte[QuicLongHeader.MaxConnectionId];
    readonly byte[] _source = new byte[QuicLongHeader.MaxConnectionId];
    int _destinationLength, _sourceLength;
    QuicVersion _version;
    bool _isInitiatorMarked, _isResponderMarked;
    bool _isSeen, _isPublished, _hasRetry, _hasZeroRtt, _hasNegotiation, _hasClose, _hasServerVersion;

    internal void Start()
    {
        _version = default;
        _destinationLength = _sourceLength = 0;
        _isInitiatorMarked = _isResponderMarked = false;
        _isSeen = _isPublished = _hasRetry = _hasZeroRtt = _hasNegotiation = _hasClose = _hasServerVersion = false;
    }

    /// <summary>
    /// A packet that names a version. The first one counts, unless it asked for a version that only tests whether it is turned down
    /// (RFC 9000 §15).
    /// </summary>
    internal void See(QuicVersion version, ReadOnlySpan<byte> destination, ReadOnlySpan<byte> source)
    {
        if (_isSeen && (_version.IsKnown || !version.IsKnown)) return;
        _isSeen = true;
        _version = version;
        _destinationLength = Keep(destination, _destination);
        _sourceLength = Keep(source, _source);
    }

    /// <summary>Publishes version and ids; those of a version that is only there to be turned down not before the end.</summary>
    internal void PublishConnection(IFactSink facts, bool isEnd = false)
    {
        if (_isPublished || !_isSeen || (_version.IsReserved && !isEnd)) return;
        _isPublished = true;
        facts.Publish(new ConnectionFact(_version, _destination.AsSpan(0, _destinationLength), _source.AsSpan(0, _sourceLength)));
    }

    /// <summary>
    /// An end has chosen an id for itself: a datagram to it that has the id belongs to the connection, whatever its addresses (RFC 9000 §9).
    /// </summary>
    internal void MarkEnd(ReadOnlySpan<byte> id, FlowDirection sender, IFactSink facts)
    {
        ref bool isMarked = ref sender == FlowDirection.FromInitiator ? ref _isInitiatorMarked : ref _isResponderMarked;
        if (isMarked || id.Length < FlowMark.MinLength) return;
        isMarked = true;
        facts.ExpectMove(QuicMarks.Of(id, sender));
    }

    internal void OnRetry(IFactSink facts) => PublishFlag(ref _hasRetry, "retry", facts);

    internal void OnZeroRtt(IFactSink facts) => PublishFlag(ref _hasZeroRtt, "zero_rtt", facts);

    internal void OnNegotiation(in QuicLongHeader header, IFactSink facts)
    {
        if (_hasNegotiation) return;
        _hasNegotiation = true;
        var offers = new List<string>();
        ReadOnlySpan<byte> versions = header.SupportedVersions;
        for (; versions.Length >= 4 && offers.Count < MaxOffers; versions = versions[4..])
        {
            var version = new QuicVersion(BinaryPrimitives.ReadUInt32BigEndian(versions));
            if (!version.IsReserved) offers.Add(version.EveName);
        }

        facts.Publish(new OpenFact("quic", "version_negotiation", [new("supported_versions", offers)]));
    }

    /// <summary>The server answered in a version; that is said when it is another than the client began with.</summary>
    internal void OnServerVersion(QuicVersion version, IFactSink facts)
    {
        if (_hasServerVersion || version == _version) return;
        _hasServerVersion = true;
        facts.Publish(new OpenFact("quic", "negotiated_version", [new("negotiated_version", version.EveName)]));
    }

    /// <summary>A connection that ends within its first packets was refused (RFC 9000 §10.2.3).</summary>
    internal void OnClose(in QuicFrame frame, bool isClient, IFactSink facts)
    {
        if (_hasClose) return;
        _hasClose = true;
        var values = new List<KeyValuePair<string, object>>
        {
            new("close_error", QuicErrors.Name(frame.ErrorCode, frame.IsApplicationError)),
            new("close_by", isClient ? "client" : "server"),
        };
        if (frame.Data.Length > 0) values.Add(new("close_reason", HelloFacts.Text(frame.Data)));
        facts.Publish(new OpenFact("quic", "close", values));
    }

    static void PublishFlag(ref bool isPublished, string name, IFactSink facts)
    {
        if (isPublished) return;
        isPublished = true;
        facts.Publish(new OpenFact("quic", name, [new(name, true)]));
    }

    static int Keep(ReadOnlySpan<byte> id, byte[] place)
    {
        int length = Math.Min(id.Length, place.Length);
        id[..length].CopyTo(place);
        return length;
    }
}
