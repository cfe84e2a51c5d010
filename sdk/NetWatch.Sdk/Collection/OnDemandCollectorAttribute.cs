namespace NetWatch.Sdk.Collection;

/// <summary>Declares a collector that runs when the user asks for it. Read from the assembly's metadata before the plugin is loaded.</summary>
/// <param name="id">Lower case, letters, digits and hyphens; unique among such collectors.</param>
/// <param name="snapshot">The type of report that it owns: of the SDK, or of its own assembly.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class OnDemandCollectorAttribute(string id, Type snapshot) : Attribute
{
    /// <summary>The collector id.</summary>
    public string Id { get; } = id;

    /// <summary>The type of its reports.</summary>
    public Type Snapshot { get; } = snapshot;

    /// <summary>Keys under <c>collectors.ID</c> of the configuration that it understands.</summary>
    public string[] Settings { get; init; } = [];
}
