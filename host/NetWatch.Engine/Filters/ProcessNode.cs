using NetWatch.Sdk.Attribution;

namespace NetWatch.Engine.Filters;

/// <summary>
/// A comparison of a field of the processes at either end of a flow. Without a field: of the short name, or the path of the executable where the
/// value is a part of it.
/// </summary>
sealed class ProcessNode(string[]? path, TextTest test, string text) : FilterNode
{
    FactMatcher? _spare;

    internal override bool NeedsFlow => true;

    internal override bool Matches(in FilterSubject subject)
    {
        if (!subject.HasFlow || subject.Flow.Process is null) return false;
        SocketOwner? client = subject.Flow.ClientProcess, server = subject.Flow.ServerProcess;
        if (path is not null) return MatchesField(client, server);
        bool passes = PassesName(client) || PassesName(server);
        return passes != test.IsNegated;
    }

    public override string ToString() => text;

    bool PassesName(SocketOwner? owner) =>
        owner is not null && (test.Passes(owner.Process.Name) || (owner.Process.Executable is { } executable && test.Passes(executable)));

    bool MatchesField(SocketOwner? client, SocketOwner? server)
    {
        // A matcher has state while it walks and several threads may be here, so each takes one and puts it back.
        FactMatcher matcher = Interlocked.Exchange(ref _spare, null) ?? new FactMatcher(path!, test);
        matcher.Found = matcher.Passed = false;
        if (client is not null) matcher.Walk(client);
        if (server is not null && !matcher.Passed) matcher.Walk(server);
        bool matches = test.IsNegated ? matcher is { Found: true, Passed: false } : matcher.Passed;
        Volatile.Write(ref _spare, matcher);
        return matches;
    }
}
