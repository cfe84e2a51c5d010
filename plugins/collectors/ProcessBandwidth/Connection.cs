using NetWatch.Sdk.Attribution;

namespace NetWatch.Plugins.ProcessBandwidth;

/// <summary>One end of a connection that belongs to a process here, and what is known of its bytes.</summary>
sealed class Connection(ProcessTally process)
{
    /// <summary>Whose it is.</summary>
    internal ProcessTally Process { get; } = process;

    /// <summary>The socket's cookie, or 0 while only packets are known.</summary>
    internal ulong Cookie { get; set; }

    /// <summary>The flow's id, or 0 while only the socket is known.</summary>
    internal long Flow { get; set; }

    /// <summary>When it was last heard of, in looks.</summary>
    internal long LastLook { get; set; }

    /// <summary>Whether it has ended.</summary>
    internal bool HasEnded { get; set; }

    /// <summary>Whether the kernel counts it.</summary>
    internal bool IsKernels { get; private set; }

    long _sent, _received, _baseSent, _baseReceived;

    /// <summary>What it had carried before anybody looked is not counted: the kernel's counts begin with the connection.</summary>
    internal void BeginAt(long sent, long received) => (_baseSent, _baseReceived) = (sent - _sent, received - _received);

    /// <summary>Takes counts since its beginning; those of the wire only as long as the kernel has given none.</summary>
    internal void Update(long sent, long received, bool isKernels, AttributionEvidence evidence)
    {
        if (IsKernels && !isKernels) return;
        if (isKernels) (sent, received) = (sent - _baseSent, received - _baseReceived);
        // When the kernel takes over it may be less: the wire has headers.
        long moreSent = sent - _sent, moreReceived = received - _received;
        long byKernel = !isKernels ? 0 : IsKernels ? moreSent + moreReceived : sent + received;
        Process.Add(moreSent, moreReceived, byKernel, evidence);
        (_sent, _received, IsKernels) = (sent, received, isKernels);
    }
}
