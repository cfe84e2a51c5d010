namespace NetWatch.Plugins.Attribution.Processes;

/// <summary>The part of /proc/PID/stat that names a process.</summary>
/// <param name="Name">Its name.</param>
/// <param name="ParentPid">Its parent, or 0.</param>
/// <param name="StartTicks">When it started, in hundredths of a second since boot.</param>
public sealed record ProcStat(string Name, int ParentPid, long StartTicks);
