namespace NetWatch.Sdk.Capture;

/// <summary>Counters of a capture session since it was opened.</summary>
/// <param name="Received">Packets that reached the capture, also those it had to drop.</param>
/// <param name="DroppedByKernel">Packets that the kernel dropped because the buffer was full.</param>
/// <param name="DroppedByInterface">Packets that the interface or its driver dropped before the capture; 0 when not known.</param>
public readonly record struct CaptureStatistics(long Received, long DroppedByKernel, long DroppedByInterface);
