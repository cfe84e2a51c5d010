namespace NetWatch.Engine.Filters;

/// <summary>The names that the facts of a flow give to its server.</summary>
static class ServerNames
{
    internal static bool Any<TState>(in FilterSubject subject, TState state, Func<TState, string, bool> passes)
    {
        int count = subject.FactCount;
        for (int i = 0; i < count; i++)
        {
            if (subject.FactAt(i)?.ServerName is { } name && passes(state, name)) return true;
        }

        return false;
    }

    internal static bool AnyAtAll(in FilterSubject subject) => Any(subject, 0, static (_, _) => true);
}
