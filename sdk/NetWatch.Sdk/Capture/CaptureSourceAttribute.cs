namespace NetWatch.Sdk.Capture;

/// <summary>Declares a capture source. Read from the assembly's metadata before the plugin is loaded.</summary>
/// <param name="id">Lower case, letters, digits and hyphens; unique among capture sources, for instance <c>afpacket</c>.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class CaptureSourceAttribute(string id) : Attribute
{
    /// <summary>The id by which users choose the source.</summary>
    public string Id { get; } = id;

    /// <summary>Available sources are tried from the highest priority down. Default 0.</summary>
    public int Priority { get; init; }
}
