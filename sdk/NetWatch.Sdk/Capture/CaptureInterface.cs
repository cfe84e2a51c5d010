namespace NetWatch.Sdk.Capture;

/// <summary>An interface that a source can open.</summary>
/// <param name="Name">The name to give to <see cref="CaptureOptions.Interface"/>.</param>
/// <param name="Description">A sentence for the user, or empty.</param>
/// <param name="IsUp">Whether it is up and running.</param>
/// <param name="IsLoopback">Whether it is the loopback interface.</param>
public sealed record CaptureInterface(string Name, string Description, bool IsUp, bool IsLoopback);
