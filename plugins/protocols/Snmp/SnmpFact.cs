using System.Globalization;
using System.Text;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Plugins.Snmp;

/// <summary>A request with its response, either of which may be missing, or a notification.</summary>
sealed class SnmpFact : Fact
{
    public override string Protocol => "snmp";

    public override string Kind => IsTrap ? "trap" : "exchange";

    public override bool IsTransaction => true;

    /// <summary>1, 2 or 3.</summary>
    internal int Version { get; init; }

    internal string? Community { get; init; }

    /// <summary>Of the request where there is one.</summary>
    internal required string PduType { get; init; }

    internal bool IsTrap { get; init; }

    internal long? RequestId { get; init; }

    /// <summary>The object identifiers of the request where there is one; at most 64.</summary>
    internal IReadOnlyList<string> Variables { get; init; } = [];

    /// <summary>What the response or the notification tells; at most 32.</summary>
    internal IReadOnlyList<SnmpVariable> Values { get; init; } = [];

    internal bool HasResponse { get; init; }

    /// <summary>Null without an error.</summary>
    internal string? Error { get; init; }

    internal long ErrorIndex { get; init; }

    internal string? TrapType { get; init; }

    internal string? TrapObject { get; init; }

    internal string? TrapAddress { get; init; }

    internal string? EngineId { get; init; }

    internal string? User { get; init; }

    internal string? SecurityLevel { get; init; }

    internal string? ContextName { get; init; }

    internal TimeSpan? Latency { get; init; }

    public override string Summary
    {
        get
        {
            var text = new StringBuilder(Version == 2 ? "SNMPv2c " : string.Create(CultureInfo.InvariantCulture, $"SNMPv{Version} ")).Append(PduType);
            if (User is not null) text.Append(", user ").Append(Printable(User));
            if (TrapObject is not null) text.Append(' ').Append(TrapObject);
            else if (Variables.Count > 0) text.Append(' ').Append(Variables[0]);
            if (Variables.Count > 1) text.Append(CultureInfo.InvariantCulture, $" (+{Variables.Count - 1})");
            if (!HasResponse) return text.ToString();
            return text.Append(" → ").Append(Error ?? (Values.Count > 0 ? Printable(Values[0].Value ?? Values[0].Type) : "ok")).ToString();
        }
    }

    public override void WriteTo(IFactWriter writer)
    {
        writer.Number("version", Version);
        writer.Text("community", Community);
        writer.Text("usm", User);
        writer.Text("pdu_type", PduType);
        if (RequestId is { } id) writer.Number("request_id", id);
        writer.List("vars", Variables);
        writer.Text("error", Error);
        if (Error is not null) writer.Number("error_index", ErrorIndex);
        writer.Text("trap_type", TrapType);
        writer.Text("trap_oid", TrapObject);
        writer.Text("trap_address", TrapAddress);
        writer.Text("engine_id", EngineId);
        writer.Text("security_level", SecurityLevel);
        writer.Text("context_name", ContextName);
        if (Values.Count > 0)
        {
            writer.BeginArray("values");
            foreach (SnmpVariable variable in Values)
            {
                writer.BeginObject("");
                writer.Text("oid", variable.Name);
                writer.Text("type", variable.Type);
                writer.Text("value", variable.Value);
                writer.EndObject();
            }

            writer.EndArray();
        }

        if (Latency is { } latency) writer.Number("latency_ms", Math.Round(latency.TotalMilliseconds, 3));
    }

    static string Printable(string text) => new([.. text.Take(80).Select(character => char.IsControl(character) ? '·' : character)]);
}
