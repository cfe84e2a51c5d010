namespace NetWatch.Plugins.Lsof;

/// <summary>The process that the following files belong to.</summary>
internal sealed class LsofProcess
{
    internal int Pid { get; init; } = -1;

    internal string Name { get; set; } = "";

    internal int User { get; set; } = -1;

    internal string? UserName { get; set; }

    internal int Parent { get; set; } = -1;
}
