using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Plugins.Quic;

/// <summary>The client hello of Google's own handshake.</summary>
sealed class GoogleHelloFact : Fact
{
    internal string? Sni { get; init; }

    internal string? UserAgent { get; init; }

    /// <inheritdoc/>
    public override string Protocol => "quic";

    /// <inheritdoc/>
    public override string Kind => "client_hello";

    /// <inheritdoc/>
    public override string? ServerName => Sni;

    /// <inheritdoc/>
    public override string Summary => Sni is null ? "CHLO" : $"CHLO {Sni}";

    /// <inheritdoc/>
    public override void WriteTo(IFactWriter writer)
    {
        writer.Text("sni", Sni);
        writer.Text("ua", UserAgent);
    }
}
