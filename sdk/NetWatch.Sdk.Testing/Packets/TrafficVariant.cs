namespace NetWatch.Sdk.Testing.Packets;

/// <summary>A way to send the same traffic differently.</summary>
/// <param name="Name">What it does, for failure messages.</param>
/// <param name="Apply">Makes the variant of a capture; the same for the same capture.</param>
public sealed record TrafficVariant(string Name, Func<CaptureSample, CaptureSample> Apply)
{
    /// <summary>The name, so that failing theories can be read.</summary>
    public override string ToString() => Name;
}
