using System.Collections.Immutable;

namespace NetWatch.Sdk.Attribution;

/// <summary>
/// Who a process is. Immutable; sources hand out the same object for the same process as long as nothing new is learnt of it. Texts come from
/// the process itself, so they are hostile: they are clean of control characters and of bounded length, and mean no more than they say.
/// </summary>
public sealed record ProcessIdentity
{
    /// <summary>The longest command line that is kept, in characters.</summary>
    public const int MaxCommandLineLength = 1024;

    /// <summary>The longest chain of parents that is kept.</summary>
    public const int MaxParents = 16;

    /// <summary>The pid and the start time.</summary>
    public required ProcessKey Key { get; init; }

    /// <summary>The process id.</summary>
    public int Pid => Key.Pid;

    /// <summary>The short name; on Linux comm, of at most 15 bytes, which the process can change. Never empty.</summary>
    public required string Name { get; init; }

    /// <summary>When it started, or null when that is not known. To a hundredth of a second.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Path of the executable, or null when it can't be read or the process has none (a thread of the kernel).</summary>
    public string? Executable { get; init; }

    /// <summary>The arguments, parted by spaces, or null when they can't be read. Cut at <see cref="MaxCommandLineLength"/>.</summary>
    public string? CommandLine { get; init; }

    /// <summary>The effective user id, or -1 when it is not known.</summary>
    public long UserId { get; init; } = -1;

    /// <summary>The name of that user, or null when the system has none for it.</summary>
    public string? UserName { get; init; }

    /// <summary>The processes above, the direct parent first; empty when they are not known.</summary>
    public ImmutableArray<ParentProcess> Parents { get; init; } = [];

    /// <summary>The container it runs in: the first 12 characters of its id, or its name; null outside of containers.</summary>
    public string? Container { get; init; }

    /// <summary>The systemd unit it runs in, for instance <c>nginx.service</c>, or null.</summary>
    public string? Unit { get; init; }

    /// <summary>Its control group, as /proc/PID/cgroup names it, or null.</summary>
    public string? ControlGroup { get; init; }
}
