using NetWatch.Sdk.Protocols.BitTorrent;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Protocols.Text;

namespace NetWatch.Plugins.BitTorrent;

/// <summary>One peer of a connection, by its handshake.</summary>
sealed class PeerFact : Fact
{
    readonly string _id;
    readonly string? _client;
    readonly string[] _extensions;
    readonly bool _isInitiator;

    internal PeerFact(ReadOnlySpan<byte> handshake, bool isInitiator)
    {
        ReadOnlySpan<byte> id = handshake.Slice(Handshake.PeerIdStart, PeerId.Length);
        _isInitiator = isInitiator;
        _id = WireText.Of(id);
        _client = PeerId.ClientOf(id);
        _extensions = Handshake.Extensions(handshake);
    }

    public override string Protocol => "bittorrent";

    public override string Kind => _isInitiator ? "initiator" : "responder";

    public override string Summary => $"Peer {_client ?? _id}";

    public override void WriteTo(IFactWriter writer)
    {
        writer.BeginObject(Kind);
        writer.Text("peer_id", _id);
        writer.Text("client", _client);
        writer.List("extensions", _extensions);
        writer.EndObject();
    }
}
