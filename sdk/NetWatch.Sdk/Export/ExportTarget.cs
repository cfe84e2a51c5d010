namespace NetWatch.Sdk.Export;

/// <summary>Where an export goes.</summary>
public sealed record ExportTarget
{
    /// <summary>Takes the bytes. The host opens and closes it.</summary>
    public required Stream Output { get; init; }

    /// <summary>Name of the capture: a file name without its folder, or an interface.</summary>
    public required string CaptureName { get; init; }

    /// <summary>Whether packets come from the wire.</summary>
    public bool IsLive { get; init; }
}
