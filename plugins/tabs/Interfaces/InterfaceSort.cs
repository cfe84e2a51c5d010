namespace NetWatch.Plugins.Interfaces;

/// <summary>What interfaces are ordered by.</summary>
enum InterfaceSort
{
    /// <summary>As the kernel lists them.</summary>
    Kernel,
    /// <summary>Rate of reception, highest first.</summary>
    Received,
    /// <summary>Rate of sending, highest first.</summary>
    Sent,
    /// <summary>Bytes in both directions, most first.</summary>
    Total,
    /// <summary>By name.</summary>
    Name,
    /// <summary>How many orders there are.</summary>
    Count,
}
