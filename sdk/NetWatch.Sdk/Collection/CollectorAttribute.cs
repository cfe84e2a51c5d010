namespace NetWatch.Sdk.Collection;

/// <summary>Declares a collector. Read from the assembly's metadata before the plugin is loaded.</summary>
/// <param name="id">Lower case, letters, digits and hyphens; unique among collectors. Users name it in the configuration.</param>
/// <param name="snapshot">
/// The type of snapshot that it owns: of the SDK, or of its own assembly. A second collector that claims the same type is refused.
/// </param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class CollectorAttribute(string id, Type snapshot) : Attribute
{
    /// <summary>The collector id.</summary>
    public string Id { get; } = id;

    /// <summary>The type of its snapshots.</summary>
    public Type Snapshot { get; } = snapshot;

    /// <summary>How often it runs unless the user wants otherwise, in milliseconds: 100 to 3,600,000. Default 1,000.</summary>
    public int CadenceMilliseconds { get; init; } = 1000;

    /// <summary>Whether it also runs while a capture file is shown: true for what reads flows, false for what reads the machine.</summary>
    public bool ReadsFiles { get; init; }

    /// <summary>Keys under <c>collectors.ID</c> of the configuration that it understands, beside those of every collector.</summary>
    public string[] Settings { get; init; } = [];
}
