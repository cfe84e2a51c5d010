using NetWatch.Sdk.Capture;

namespace NetWatch.Host.Running;

/// <summary>A capture source that could be used.</summary>
/// <param name="Id">The id by which users choose it.</param>
/// <param name="Source">The source.</param>
/// <param name="Fault">Told what it throws against its contract.</param>
sealed record CaptureCandidate(string Id, ICaptureSource Source, Action<Exception> Fault);
