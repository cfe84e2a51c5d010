using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace NetWatch.PluginHost.Declarations;

/// <summary>A classifier and the protocol that it declares.</summary>
public sealed record ClassifierDeclaration(string Id, string TypeName) : ExtensionDeclaration(ExtensionKind.Classifier, Id, TypeName)
{
    /// <summary>The name for people.</summary>
    public string Name { get; init; } = Id.ToUpperInvariant();

    /// <summary>Where the protocol runs.</summary>
    public Transports Transports { get; init; }

    /// <summary>The usual ports.</summary>
    public IReadOnlyList<ushort> Ports { get; init; } = [];

    /// <summary>The ALPN names under which it is negotiated.</summary>
    public IReadOnlyList<string> Alpn { get; init; } = [];

    /// <summary>How strong a match is.</summary>
    public Evidence Evidence { get; init; } = Evidence.Structure;

    /// <summary>How many bytes of one direction it may ask for.</summary>
    public int MaxBytes { get; init; } = 2048;

    /// <summary>Order among classifiers of equal evidence, higher first.</summary>
    public int Priority { get; init; }

    public bool Equals(ClassifierDeclaration? other) =>
        other is not null && base.Equals(other) && Name == other.Name && Transports == other.Transports && Evidence == other.Evidence
        && MaxBytes == other.MaxBytes && Priority == other.Priority && Ports.SequenceEqual(other.Ports) && Alpn.SequenceEqual(other.Alpn);

    public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), Name, Transports, Evidence, MaxBytes, Priority);
}
