namespace NetWatch.Sdk.Capture;

/// <summary>
/// A way to get packets off a machine's interfaces. The host makes one instance at start and asks it on one thread; it must be
/// cheap to construct, since that happens on every start, also when another source is used.
/// </summary>
/// <remarks>Mark the class with <see cref="CaptureSourceAttribute"/>. Exceptions other than the documented ones quarantine the source.</remarks>
public interface ICaptureSource
{
    /// <summary>
    /// Says whether the source can capture here and now, without opening anything that needs privilege. Called at start, and
    /// again by <c>plugin info</c>. Must not throw.
    /// </summary>
    CaptureAvailability CheckAvailability();

    /// <summary>
    /// The interfaces that could be opened, in the order in which to offer them. Called at start and when the user asks;
    /// may take some milliseconds. An empty list when they can't be listed.
    /// </summary>
    IReadOnlyList<CaptureInterface> ListInterfaces();

    /// <summary>
    /// Starts capturing. Called on the thread that later polls the session. Everything that needs privilege is opened here and
    /// never later, because the process gives its privileges up afterwards.
    /// </summary>
    /// <exception cref="CaptureException">The interface, the privilege or the filter is not to be had; the message says what and
    /// <see cref="CaptureException.Remedy"/> what to do next.</exception>
    ICaptureSession Open(CaptureOptions options);
}
