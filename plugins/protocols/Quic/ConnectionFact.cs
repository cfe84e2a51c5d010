using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Protocols.Quic;

namespace NetWatch.Plugins.Quic;

/// <summary>The version of a connection and the connection ids of its first packet.</summary>
sealed class ConnectionFact : Fact
{
    internal required QuicVersion Version { get; init; }

    /// <summary>The destination connection id in hex.</summary>
    internal required string DestinationId { get; init; }

    /// <summary>The source connection id in hex.</summary>
    internal required string SourceId { get; init; }

    /// <inheritdoc/>
    public override string Protocol => "quic";

    /// <inheritdoc/>
    public override string Kind => "connection";

    /// <inheritdoc/>
    public override string Summary => $"QUIC {Version}";

    /// <inheritdoc/>
    public override void WriteTo(IFactWriter writer)
    {
        writer.Text("version", Version.EveName);
        writer.Text("dcid", DestinationId.Length == 0 ? null : DestinationId);
        writer.Text("scid", SourceId.Length == 0 ? null : SourceId);
    }
}
