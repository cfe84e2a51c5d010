using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Plugins.Ssh;

/// <summary>One side of an SSH connection. Field names as in Suricata's EVE.</summary>
sealed class SshPeer : Fact
{
    /// <summary>Whether this is the client.</summary>
    internal required bool IsClient { get; init; }

    /// <summary>The version of the protocol, for instance <c>2.0</c>; null when the identification string was not seen.</summary>
    internal string? ProtocolVersion { get; init; }

    /// <summary>The software, for instance <c>OpenSSH_9.2p1</c>, or null.</summary>
    internal string? Software { get; init; }

    /// <summary>The comments behind it, or null.</summary>
    internal string? Comments { get; init; }

    /// <summary>What it offers, or null when that was not seen.</summary>
    internal KeyExchange? Offer { get; init; }

    public override string Protocol => "ssh";

    public override string Kind => IsClient ? "client" : "server";

    public override string Summary => $"{(IsClient ? "Client" : "Server")} SSH-{ProtocolVersion ?? "?"} {Software}";

    public override void WriteTo(IFactWriter writer)
    {
        writer.BeginObject(Kind);
        writer.Text("proto_version", ProtocolVersion);
        writer.Text("software_version", Software);
        writer.Text("comments", Comments);
        if (Offer is not null)
        {
            writer.BeginObject("hassh");
            writer.Text("hash", Offer.Fingerprint(IsClient));
            writer.Text("string", Offer.FingerprintText(IsClient));
            writer.EndObject();
        }

        writer.EndObject();
    }
}
