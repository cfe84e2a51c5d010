namespace NetWatch.Sdk.Protocols.Facts;

/// <summary>
/// What a database that the user supplied says of a client with the JA4 fingerprint of a hello. A hint: unlike programs can have one fingerprint, and
/// a program can take another's.
/// </summary>
public sealed class TlsClientApplication : Fact
{
    /// <summary><c>tls</c>, or <c>quic</c> for a hello from CRYPTO frames.</summary>
    public string Carrier { get; init; } = "tls";

    /// <inheritdoc/>
    public override string Protocol => Carrier;

    /// <inheritdoc/>
    public override string Kind => "client_application";

    /// <summary>The name in the database: of the application where it has one, else of the library, device, operating system or user agent.</summary>
    public required string Application { get; init; }

    /// <summary>What it is the name of: <c>application</c>, <c>library</c>, <c>device</c>, <c>os</c> or <c>user_agent</c>.</summary>
    public required string NameKind { get; init; }

    /// <summary>Where the name comes from: the file name of the database.</summary>
    public required string Source { get; init; }

    /// <summary>Whether the database calls the entry verified.</summary>
    public bool IsVerified { get; init; }

    /// <summary>Other names that the database has for the fingerprint; at most four.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];

    /// <inheritdoc/>
    public override string Summary => Others.Count == 0 ? $"{Application} (by JA4)" : $"{Application} or {string.Join(" or ", Others)} (by JA4)";

    /// <inheritdoc/>
    public override void WriteTo(IFactWriter writer)
    {
        writer.Text("ja4_app", Application);
        writer.Text("ja4_app_kind", NameKind);
        if (IsVerified) writer.Flag("ja4_app_verified", true);
        writer.List("ja4_app_others", Others);
        writer.Text("ja4_app_source", Source);
    }
}
