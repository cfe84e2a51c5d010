using NetWatch.Sdk.Attribution;

namespace NetWatch.Plugins.Attribution.Processes;

/// <summary>What the kernel tells of a process at once; the rest is looked up, if it is not gone by then.</summary>
/// <param name="Key">Pid and start time.</param>
/// <param name="Name">Its name.</param>
/// <param name="ParentPid">Its parent, or 0.</param>
/// <param name="UserId">The effective user, or -1.</param>
public readonly record struct ProcessSketch(ProcessKey Key, string Name, int ParentPid, long UserId);
