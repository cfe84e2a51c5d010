namespace NetWatch.Sdk.Attribution;

/// <summary>Declares an attribution source. Read from the assembly's metadata before the plugin is loaded.</summary>
/// <param name="id">Lower case, letters, digits and hyphens; unique among attribution sources, for instance <c>sockdiag</c>.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class AttributionSourceAttribute(string id) : Attribute
{
    /// <summary>The id by which users name the source.</summary>
    public string Id { get; } = id;

    /// <summary>The best evidence that its answers can have.</summary>
    public AttributionEvidence Evidence { get; init; } = AttributionEvidence.Inode;

    /// <summary>Sources are opened, and asked where their evidence is the same, from the highest priority down. Default 0.</summary>
    public int Priority { get; init; }

    /// <summary>
    /// Whether the source is opened only when no other one reads the sockets of this system: a way that costs more than the others.
    /// </summary>
    public bool IsFallback { get; init; }

    /// <summary>
    /// Whether the session finds processes in the frames of captures (<see cref="IFrameOwners"/>). Such a source is opened for capture files too, when
    /// one has frames of that kind.
    /// </summary>
    public bool ReadsFrames { get; init; }
}
