namespace NetWatch.Plugins.Processes;

/// <summary>What processes are ordered by.</summary>
enum ProcessSort
{
    /// <summary>Rate in both directions, highest first.</summary>
    Rate,
    /// <summary>Bytes received, most first.</summary>
    Received,
    /// <summary>Bytes sent, most first.</summary>
    Sent,
    /// <summary>Open connections, most first.</summary>
    Connections,
    /// <summary>By name.</summary>
    Name,
    /// <summary>By process id.</summary>
    Pid,
    /// <summary>How many orders there are.</summary>
    Count,
}
