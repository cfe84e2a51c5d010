namespace NetWatch.Sdk.Capture;

/// <summary>Whether a source can capture here, and if not, why and what would change that.</summary>
/// <param name="IsAvailable">Whether <see cref="ICaptureSource.Open"/> can be expected to work.</param>
/// <param name="Reason">One sentence: what is missing, or what is used. Never empty.</param>
/// <param name="Remedy">The exact command that grants what is missing, or null.</param>
public sealed record CaptureAvailability(bool IsAvailable, string Reason, string? Remedy = null);
