namespace NetWatch.PluginHost.Declarations;

/// <summary>An extension as the metadata of a plugin declares it.</summary>
/// <param name="Kind">Which extension point it serves.</param>
/// <param name="Id">Its id; for a describer, an analyzer, a dissector and a decryptor the id of their protocol.</param>
/// <param name="TypeName">Full name of the class.</param>
public record ExtensionDeclaration(ExtensionKind Kind, string Id, string TypeName)
{
    /// <summary>
    /// Where the class stands in the metadata of its assembly (a TypeDef token), so that it is found without parsing its name; 0 when that is not
    /// known. No part of what is declared, and so not of equality.
    /// </summary>
    public int TypeToken { get; init; }

    /// <summary>The extension point in a word.</summary>
    public string KindName => Kind switch
    {
        ExtensionKind.CaptureSource => "capture",
        ExtensionKind.Classifier => "protocol",
        ExtensionKind.Describer => "describer",
        ExtensionKind.Analyzer => "analyzer",
        ExtensionKind.Dissector => "dissector",
        ExtensionKind.Decryptor => "decryptor",
        ExtensionKind.Exporter => "exporter",
        ExtensionKind.AttributionSource => "attribution",
        ExtensionKind.Collector => "collector",
        ExtensionKind.OnDemandCollector => "on-demand",
        _ => "tab",
    };

    /// <summary>Unique among the extensions of all plugins: <c>kind/id</c>.</summary>
    public string Key => $"{KindName}/{Id}";

    public virtual bool Equals(ExtensionDeclaration? other) =>
        other is not null && EqualityContract == other.EqualityContract && Kind == other.Kind && Id == other.Id && TypeName == other.TypeName;

    public override int GetHashCode() => HashCode.Combine((int)Kind, Id, TypeName);
}
