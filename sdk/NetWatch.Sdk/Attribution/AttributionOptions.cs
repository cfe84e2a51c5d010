namespace NetWatch.Sdk.Attribution;

/// <summary>What a source is opened with.</summary>
public sealed record AttributionOptions
{
    /// <summary>Wall time.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>
    /// Descriptors that the same source had opened before the process gave up its privileges and started itself anew; the session works from
    /// them, and owns them. Empty at the first start: then everything that needs privilege is opened now.
    /// </summary>
    public IReadOnlyList<InheritedDescriptor> Inherited { get; init; } = [];

    /// <summary>Bytes of the buffer between the kernel and the source: 64 KiB to 64 MiB. Rounded to what the kernel takes.</summary>
    public int BufferBytes { get; init; } = 4 << 20;
}
