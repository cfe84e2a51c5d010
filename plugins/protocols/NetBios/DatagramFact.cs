using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Plugins.NetBios;

/// <summary>What a datagram of the datagram service says (RFC 1002 §4.4).</summary>
sealed class DatagramFact : Fact
{
    public override string Protocol => "netbios";

    public override string Kind => "datagram";

    public override bool IsTransaction => true;

    internal required string Type { get; init; }

    internal required string NodeType { get; init; }

    internal required string SourceAddress { get; init; }

    internal string? Source { get; init; }

    internal byte SourceSuffix { get; init; }

    internal string? Destination { get; init; }

    internal byte DestinationSuffix { get; init; }

    internal BrowserMessage? Browser { get; init; }

    public override string? ServerName => Destination is null or "" ? null : Destination;

    public override string Summary
    {
        get
        {
            string what = Browser?.Command ?? Type;
            string from = Source is null ? SourceAddress : NameText.WithSuffix(Source, SourceSuffix);
            return Destination is null ? $"NetBIOS datagram {what} {from}" : $"NetBIOS datagram {what} {from} → {NameText.WithSuffix(Destination, DestinationSuffix)}";
        }
    }

    public override void WriteTo(IFactWriter writer)
    {
        writer.Text("service", "datagram");
        writer.Text("datagram_type", Type);
        writer.Text("node_type", NodeType);
        writer.Text("source_address", SourceAddress);
        if (Source is not null)
        {
            writer.Text("source_name", Source);
            writer.Text("source_suffix", NameText.Suffix(SourceSuffix));
        }

        if (Destination is not null)
        {
            writer.Text("destination_name", Destination);
            writer.Text("destination_suffix", NameText.Suffix(DestinationSuffix));
        }

        if (Browser is null) return;
        writer.Text("mailslot", Browser.Mailslot);
        writer.Text("browser_command", Browser.Command);
        writer.Text("server", Browser.Server);
        writer.Text("comment", Browser.Comment);
        writer.Text("os_version", Browser.Version);
    }
}
