namespace NetWatch.Sdk.Protocols;

/// <summary>Ties a describer, an analyzer factory or a dissector to the protocol it serves.</summary>
/// <param name="id">The id that the classifier declares with <see cref="ProtocolAttribute"/>, in the same assembly.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ForProtocolAttribute(string id) : Attribute
{
    /// <summary>The protocol id.</summary>
    public string Id { get; } = id;
}
