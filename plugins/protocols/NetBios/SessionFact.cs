using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Plugins.NetBios;

/// <summary>Who asked whom for a session, and what came of it (RFC 1002 §4.3).</summary>
sealed class SessionFact : Fact
{
    public override string Protocol => "netbios";

    public override string Kind => "session";

    public override bool IsTransaction => true;

    internal string? Called { get; init; }

    internal byte CalledSuffix { get; init; }

    internal string? Calling { get; init; }

    internal byte CallingSuffix { get; init; }

    /// <summary><c>established</c>, <c>refused</c>, <c>retargeted</c>, or null when no answer was seen.</summary>
    internal string? Result { get; init; }

    /// <summary>Why it was refused, or where it was sent to; or null.</summary>
    internal string? Detail { get; init; }

    /// <summary>What the session carries, or null.</summary>
    internal string? Payload { get; init; }

    public override string? ServerName => Called is null or "" || Called.StartsWith("*SMBSERVER", StringComparison.Ordinal) ? null : Called;

    public override string Summary =>
        Called is null
            ? $"NetBIOS session {Payload}"
            : $"NetBIOS session {NameText.WithSuffix(Calling ?? "", CallingSuffix)} → {NameText.WithSuffix(Called, CalledSuffix)} {Result}";

    public override void WriteTo(IFactWriter writer)
    {
        writer.Text("service", "session");
        if (Called is not null)
        {
            writer.Text("called_name", Called);
            writer.Text("called_suffix", NameText.Suffix(CalledSuffix));
        }

        if (Calling is not null)
        {
            writer.Text("calling_name", Calling);
            writer.Text("calling_suffix", NameText.Suffix(CallingSuffix));
        }

        writer.Text("result", Result);
        writer.Text("detail", Detail);
        writer.Text("payload", Payload);
    }
}
