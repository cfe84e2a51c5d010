using System.Collections.Immutable;
using NetWatch.Sdk.Attribution;

namespace NetWatch.Plugins.Attribution.Processes;

/// <summary>
/// Processes by pid and start time. A process is read once, as early as possible; children inherit what a fork inherits, so one that is
/// gone before it can be read is known all the same. Any thread.
/// </summary>
public sealed class ProcessTable
{
    const int Capacity = 16_384;

    readonly Lock _gate = new();
    readonly ProcFiles _files;
    readonly UserNames _users;
    readonly DateTimeOffset _boot;
    readonly Dictionary<ProcessKey, ProcessIdentity> _known = [];
    readonly Queue<ProcessKey> _order = new();

    public ProcessTable(ProcFiles files, UserNames users, DateTimeOffset boot) => (_files, _users, _boot) = (files, users, boot);

    /// <summary>One over the running system.</summary>
    public static ProcessTable OfSystem(TimeProvider time) => new(new ProcFiles("/proc"), new UserNames("/etc/passwd"), BootTime.Read("/proc/uptime", time));

    /// <summary>The process that has a pid now, or null.</summary>
    public ProcessIdentity? Find(int pid)
    {
        lock (_gate) return Lookup(pid, 0);
    }

    /// <summary>The process of a thread that runs now, or null.</summary>
    public ProcessIdentity? FindByThread(int thread)
    {
        int leader = _files.ReadLeader(thread);
        return leader <= 0 ? null : Find(leader);
    }

    /// <summary>The process of a key; null when it is gone and was never known.</summary>
    public ProcessIdentity? FindStarted(ProcessKey key)
    {
        lock (_gate) return _known.TryGetValue(key, out ProcessIdentity? known) ? known : Read(key, _files.ReadStat(key.Pid), 0);
    }

    /// <summary>Whether the process of a key still has its pid.</summary>
    public bool IsAlive(ProcessKey key) => _files.ReadStat(key.Pid) is { } stat && stat.StartTicks == key.StartTicks;

    /// <summary>The process that the kernel has named. What the kernel says of it now (name, user) goes before what was read earlier.</summary>
    public ProcessIdentity Resolve(in ProcessSketch sketch)
    {
        lock (_gate)
        {
            if (!_known.TryGetValue(sketch.Key, out ProcessIdentity? known))
                known = Read(sketch.Key, _files.ReadStat(sketch.Key.Pid), 0) ?? Bare(sketch);
            if (known.Name == sketch.Name && (known.UserId == sketch.UserId || sketch.UserId < 0)) return known;
            return Keep(known with
            {
                Name = sketch.Name,
                UserId = sketch.UserId < 0 ? known.UserId : sketch.UserId,
                UserName = sketch.UserId < 0 ? known.UserName : _users.Of(sketch.UserId),
            });
        }
    }

    /// <summary>A process has forked: the child is the parent but for its pid, until it executes another program.</summary>
    public void OnFork(in ProcessSketch child, ProcessKey parent)
    {
        lock (_gate)
        {
            // Who reads what sockets are held may have met the child before this was told: already ending, when /proc has no more than half of it.
            if (_known.TryGetValue(child.Key, out ProcessIdentity? met) && met is { Executable: not null, CommandLine: not null }) return;
            if (!_known.TryGetValue(parent, out ProcessIdentity? above)) above = Read(parent, _files.ReadStat(parent.Pid), 0);
            ProcessIdentity inherited = above is null ? Bare(child) : Inherit(child, above);
            Keep(met is null ? inherited : Complete(met, inherited));
        }
    }

    ProcessIdentity Inherit(in ProcessSketch child, ProcessIdentity above) => above with
    {
        Key = child.Key,
        Name = child.Name,
        StartedAt = StartOf(child.Key),
        UserId = child.UserId < 0 ? above.UserId : child.UserId,
        UserName = child.UserId < 0 ? above.UserName : _users.Of(child.UserId),
        Parents = Chain(above),
    };

    static ProcessIdentity Complete(ProcessIdentity met, ProcessIdentity inherited) => met with
    {
        Executable = met.Executable ?? inherited.Executable,
        CommandLine = met.CommandLine ?? inherited.CommandLine,
        UserId = met.UserId < 0 ? inherited.UserId : met.UserId,
        UserName = met.UserId < 0 ? inherited.UserName : met.UserName,
        ControlGroup = met.ControlGroup ?? inherited.ControlGroup,
        Container = met.ControlGroup is null ? inherited.Container : met.Container,
        Unit = met.ControlGroup is null ? inherited.Unit : met.Unit,
        Parents = met.Parents.IsEmpty ? inherited.Parents : met.Parents,
    };

    /// <summary>A process executes another program.</summary>
    /// <param name="sketch">What the kernel says of it.</param>
    /// <param name="file">The path as it was given to execve(2).</param>
    /// <param name="arguments">The arguments, or null when they could not be read.</param>
    public void OnExec(in ProcessSketch sketch, string? file, string? arguments)
    {
        lock (_gate)
        {
            ProcessIdentity before = _known.GetValueOrDefault(sketch.Key) ?? Bare(sketch);
            bool isThere = _files.ReadStat(sketch.Key.Pid) is { } stat && stat.StartTicks == sketch.Key.StartTicks;
            string? group = (isThere ? _files.ReadControlGroup(sketch.Key.Pid) : null) ?? before.ControlGroup;
            Keep(before with
            {
                Name = sketch.Name,
                UserId = sketch.UserId,
                UserName = _users.Of(sketch.UserId),
                Executable = (isThere ? _files.ReadExecutable(sketch.Key.Pid) : null) ?? file ?? before.Executable,
                CommandLine = arguments,
                ControlGroup = group,
                Container = group is null ? null : Attribution.Processes.ControlGroup.Container(group),
                Unit = group is null ? null : Attribution.Processes.ControlGroup.Unit(group),
            });
        }
    }

    ProcessIdentity? Lookup(int pid, int depth)
    {
        if (pid <= 0 || _files.ReadStat(pid) is not { } stat) return null;
        var key = new ProcessKey(pid, stat.StartTicks);
        return _known.TryGetValue(key, out ProcessIdentity? known) && known.Name == stat.Name ? known : Read(key, stat, depth);
    }

    ProcessIdentity? Read(ProcessKey key, ProcStat? stat, int depth)
    {
        // Another start time: the pid was given to somebody else meanwhile.
        if (stat is null || stat.StartTicks != key.StartTicks) return null;
        string? group = _files.ReadControlGroup(key.Pid);
        long user = _files.ReadUser(key.Pid);
        ProcessIdentity? parent = depth < ProcessIdentity.MaxParents ? Lookup(stat.ParentPid, depth + 1) : null;
        return Keep(new ProcessIdentity
        {
            Key = key,
            Name = NameOf(stat.Name),
            StartedAt = StartOf(key),
            Executable = _files.ReadExecutable(key.Pid),
            CommandLine = _files.ReadCommandLine(key.Pid, ProcessIdentity.MaxCommandLineLength),
            UserId = user,
            UserName = _users.Of(user),
            ControlGroup = group,
            Container = group is null ? null : Attribution.Processes.ControlGroup.Container(group),
            Unit = group is null ? null : Attribution.Processes.ControlGroup.Unit(group),
            Parents = parent is null ? [] : Chain(parent),
        });
    }

    ProcessIdentity Bare(in ProcessSketch sketch)
    {
        ProcessIdentity? parent = Lookup(sketch.ParentPid, 1);
        return Keep(new ProcessIdentity
        {
            Key = sketch.Key,
            Name = NameOf(sketch.Name),
            StartedAt = StartOf(sketch.Key),
            UserId = sketch.UserId,
            UserName = _users.Of(sketch.UserId),
            Parents = parent is null ? [] : Chain(parent),
        });
    }

    ProcessIdentity Keep(ProcessIdentity process)
    {
        if (!_known.ContainsKey(process.Key))
        {
            _order.Enqueue(process.Key);
            if (_order.Count > Capacity) _known.Remove(_order.Dequeue());
        }

        return _known[process.Key] = process;
    }

    DateTimeOffset? StartOf(ProcessKey key) => key.StartTicks == 0 ? null : _boot.AddMilliseconds(key.StartTicks * 10);

    static ImmutableArray<ParentProcess> Chain(ProcessIdentity parent) =>
        [new ParentProcess(parent.Pid, parent.Name), .. parent.Parents.AsSpan()[..Math.Min(parent.Parents.Length, ProcessIdentity.MaxParents - 1)]];

    static string NameOf(string name) => name.Length == 0 ? "?" : name;
}
