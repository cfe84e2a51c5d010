using System.Globalization;
using System.Text;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Plugins.Stun;

/// <summary>A request with the response that belongs to it, or an indication.</summary>
sealed class StunFact : Fact
{
    public override string Protocol => "stun";

    // The first of each kind goes into the flow record: an allocation that is refused at first, as all are, and the one that succeeds.
    public override string Kind => Class == "error" ? Method + "_error" : Method;

    public override bool IsTransaction => true;

    internal required string Method { get; init; }

    /// <summary>Of the response where there is one.</summary>
    internal required string Class { get; init; }

    internal required string Transaction { get; init; }

    internal bool IsClassic { get; init; }

    internal string? Software { get; set; }

    internal string? Username { get; set; }

    internal string? Realm { get; set; }

    internal string? MappedAddress { get; set; }

    internal string? RelayedAddress { get; set; }

    internal string? PeerAddress { get; set; }

    internal string? OtherAddress { get; set; }

    internal string? AlternateServer { get; set; }

    internal int? ErrorCode { get; set; }

    internal string? ErrorReason { get; set; }

    internal long? Lifetime { get; set; }

    internal int? Channel { get; set; }

    internal string? RequestedTransport { get; set; }

    /// <summary><c>controlling</c> or <c>controlled</c> where the message is a connectivity check of ICE (RFC 8445), or null.</summary>
    internal string? IceRole { get; set; }

    internal long? IcePriority { get; set; }

    internal bool UsesCandidate { get; set; }

    internal TimeSpan? Latency { get; init; }

    public override string Summary
    {
        get
        {
            var text = new StringBuilder("STUN ").Append(Method).Append(' ').Append(Class);
            if (ErrorCode is { } code) text.Append(CultureInfo.InvariantCulture, $" {code} {Printable(ErrorReason)}");
            if (MappedAddress is not null) text.Append(", mapped ").Append(MappedAddress);
            if (RelayedAddress is not null) text.Append(", relayed ").Append(RelayedAddress);
            if (PeerAddress is not null) text.Append(", peer ").Append(PeerAddress);
            if (Username is not null) text.Append(", user ").Append(Printable(Username));
            return text.ToString();
        }
    }

    public override void WriteTo(IFactWriter writer)
    {
        writer.Text("method", Method);
        writer.Text("class", Class);
        writer.Text("transaction_id", Transaction);
        if (IsClassic) writer.Flag("classic", true);
        writer.Text("software", Software);
        writer.Text("username", Username);
        writer.Text("realm", Realm);
        writer.Text("mapped_address", MappedAddress);
        writer.Text("relayed_address", RelayedAddress);
        writer.Text("peer_address", PeerAddress);
        writer.Text("other_address", OtherAddress);
        writer.Text("alternate_server", AlternateServer);
        if (ErrorCode is { } code) writer.Number("error_code", code);
        writer.Text("error_reason", ErrorReason);
        if (Lifetime is { } lifetime) writer.Number("lifetime", lifetime);
        if (Channel is { } channel) writer.Number("channel", channel);
        writer.Text("requested_transport", RequestedTransport);
        writer.Text("ice_role", IceRole);
        if (IcePriority is { } priority) writer.Number("ice_priority", priority);
        if (UsesCandidate) writer.Flag("ice_use_candidate", true);
        if (Latency is { } latency) writer.Number("latency_ms", Math.Round(latency.TotalMilliseconds, 3));
    }

    static string? Printable(string? text) => text is null ? null : string.Create(text.Length, text, static (shown, from) =>
    {
        for (int i = 0; i < shown.Length; i++) shown[i] = char.IsControl(from[i]) ? '·' : from[i];
    });
}
