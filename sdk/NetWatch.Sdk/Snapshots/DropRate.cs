namespace NetWatch.Sdk.Snapshots;

/// <summary>A counter of loss and how fast it grows.</summary>
/// <param name="Counter">The counter.</param>
/// <param name="PerSecond">Growth per second.</param>
public readonly record struct DropRate(DropCounter Counter, double PerSecond);
