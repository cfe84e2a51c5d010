namespace NetWatch.Sdk.Attribution;

/// <summary>An opened attribution source. What it can do are further interfaces of the same object.</summary>
public interface IAttributionSession : IDisposable
{
    /// <summary>How it stands now. Read about once a second, from any thread; must return at once.</summary>
    AttributionStatus Status { get; }

    /// <summary>What it has told and lost. Read about once a second, from any thread; must return at once.</summary>
    AttributionCounters ReadCounters();

    /// <summary>
    /// The descriptors that must be kept when the process starts itself anew without privileges; handed back then by
    /// <see cref="AttributionOptions.Inherited"/>. Empty when there is nothing that needs privilege.
    /// </summary>
    IReadOnlyList<InheritedDescriptor> Descriptors => [];
}
