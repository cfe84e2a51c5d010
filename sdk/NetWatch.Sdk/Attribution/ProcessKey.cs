namespace NetWatch.Sdk.Attribution;

/// <summary>Names one process for good: a pid is given out again, a pid with its start time is not.</summary>
/// <param name="Pid">The process id (of the thread group, not of a thread), as seen from the namespace that NetWatch runs in.</param>
/// <param name="StartTicks">
/// When it started, in hundredths of a second since boot (Linux: field 22 of proc_pid_stat(5)); elsewhere any number that differs between
/// two processes of one pid. 0 when it is not known.
/// </param>
public readonly record struct ProcessKey(int Pid, long StartTicks);
