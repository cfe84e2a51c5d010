namespace NetWatch.Sdk.Attribution;

/// <summary>A process above another one.</summary>
/// <param name="Pid">Its process id.</param>
/// <param name="Name">Its short name; empty when it was gone before it could be read.</param>
public readonly record struct ParentProcess(int Pid, string Name);
