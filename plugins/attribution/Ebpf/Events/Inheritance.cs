using NetWatch.Sdk.Attribution;

namespace NetWatch.Plugins.Ebpf.Events;

/// <summary>
/// Who inherited sockets from whom. A child has the sockets of its parent until it executes another program or ends, so it may be the child that closes
/// for good what the parent has accepted.
/// </summary>
sealed class Inheritance
{
    const long NanosecondsPerTick = 10_000_000;
    const int Capacity = 16_384, MostGenerations = 16;

    readonly Dictionary<ProcessKey, (ProcessKey Parent, bool HasExecuted)> _forks = [];

    internal void OnFork(ProcessKey child, ProcessKey parent)
    {
        if (_forks.Count >= Capacity) _forks.Clear();
        _forks[child] = (parent, false);
    }

    /// <summary>A process executes another program: what it closes from then on it has accepted itself.</summary>
    internal void OnExec(ProcessKey process)
    {
        if (_forks.TryGetValue(process, out (ProcessKey Parent, bool) fork)) _forks[process] = (fork.Parent, true);
    }

    /// <summary>Who has accepted what a process closes.</summary>
    /// <param name="process">Who closes it.</param>
    /// <param name="started">When that process began, in nanoseconds since boot.</param>
    /// <param name="isExecuting">Whether it is on its way into another program, which closes what is not to be inherited.</param>
    /// <param name="accepted">When the connection was made, in nanoseconds since boot.</param>
    /// <returns>The process itself, unless it has inherited the socket.</returns>
    internal ProcessKey Acceptor(ProcessKey process, long started, bool isExecuting, long accepted)
    {
        if (started <= accepted) return process;
        ProcessKey owner = process;
        for (int generation = 0; generation < MostGenerations && _forks.TryGetValue(owner, out (ProcessKey Parent, bool HasExecuted) fork); generation++)
        {
            // A program that was started for a connection that waits accepts it itself.
            if (fork.HasExecuted && !(isExecuting && generation == 0)) return owner;
            owner = fork.Parent;
            if (owner.StartTicks <= accepted / NanosecondsPerTick) return owner;
        }

        return owner;
    }
}
