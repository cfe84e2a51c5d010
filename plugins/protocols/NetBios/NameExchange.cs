using System.Text;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Plugins.NetBios;

/// <summary>A request of the name service and the response that belongs to it, either of which may be missing.</summary>
sealed class NameExchange : Fact
{
    public override string Protocol => "netbios";

    public override string Kind => "name";

    public override bool IsTransaction => true;

    internal required ushort Id { get; init; }

    internal required string Operation { get; init; }

    internal required string Name { get; init; }

    internal required byte Suffix { get; init; }

    /// <summary>Whether the status of a node is asked for, not the address of a name.</summary>
    internal bool IsStatus { get; init; }

    internal bool IsBroadcast { get; init; }

    /// <summary>Or -1 when no response was seen.</summary>
    internal int ResultCode { get; init; } = -1;

    /// <summary>Addresses of the name: those answered, or those to be registered or released.</summary>
    internal IReadOnlyList<string> Addresses { get; init; } = [];

    internal bool IsGroup { get; init; }

    /// <summary>The names of a node, by a status response, with suffixes.</summary>
    internal IReadOnlyList<string> NodeNames { get; init; } = [];

    /// <summary>The MAC address of a node, by a status response, or null.</summary>
    internal string? UnitId { get; init; }

    internal uint? TimeToLive { get; init; }

    internal TimeSpan? Latency { get; init; }

    // What a host registers or gives up is its own name.
    public override string? ServerName => Operation != "query" || Name.Length == 0 || Name == "*" ? null : Name;

    public override string Summary
    {
        get
        {
            var text = new StringBuilder("NetBIOS ").Append(IsStatus ? "status" : Operation).Append(' ').Append(NameText.WithSuffix(Name, Suffix));
            IReadOnlyList<string> found = IsStatus ? NodeNames : Addresses;
            if (ResultCode < 0) return text.ToString();
            text.Append(" → ");
            return (ResultCode != 0 || found.Count == 0 ? text.Append(NameHeader.ResultName(ResultCode)) : text.AppendJoin(", ", found)).ToString();
        }
    }

    public override void WriteTo(IFactWriter writer)
    {
        writer.Text("service", "name");
        writer.Number("id", Id);
        writer.Text("type", ResultCode < 0 ? "request" : "response");
        writer.Text("operation", IsStatus ? "status" : Operation);
        writer.Text("name", Name);
        writer.Text("suffix", NameText.Suffix(Suffix));
        writer.Text("suffix_service", NameText.Service(Suffix));
        if (IsBroadcast) writer.Flag("broadcast", true);
        if (ResultCode >= 0) writer.Text("rcode", NameHeader.ResultName(ResultCode));
        writer.List("addresses", Addresses);
        if (IsGroup) writer.Flag("group", true);
        writer.List("node_names", NodeNames);
        writer.Text("unit_id", UnitId);
        if (TimeToLive is { } ttl) writer.Number("ttl", ttl);
        if (Latency is { } latency) writer.Number("latency_ms", Math.Round(latency.TotalMilliseconds, 3));
    }
}
