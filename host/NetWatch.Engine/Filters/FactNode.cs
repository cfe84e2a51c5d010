using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Engine.Filters;

/// <summary>A comparison of a field of the facts, <c>protocol.field</c>.</summary>
sealed class FactNode(string protocol, string[] path, TextTest test, string text) : FilterNode
{
    FactMatcher? _spare;

    internal override bool NeedsFlow => true;

    internal override bool Matches(in FilterSubject subject)
    {
        int count = subject.FactCount;
        if (count == 0) return false;
        // A matcher has state while it walks and several threads may be here, so each takes one and puts it back.
        FactMatcher matcher = Interlocked.Exchange(ref _spare, null) ?? new FactMatcher(path, test);
        matcher.Found = matcher.Passed = false;
        for (int i = 0; i < count && !matcher.Passed; i++)
        {
            if (subject.FactAt(i) is { } fact) Walk(matcher, fact);
        }

        bool matches = test.IsNegated ? matcher is { Found: true, Passed: false } : matcher.Passed;
        Volatile.Write(ref _spare, matcher);
        return matches;
    }

    public override string ToString() => text;

    void Walk(FactMatcher matcher, Fact fact)
    {
        if (!string.Equals(fact.Protocol, protocol, StringComparison.OrdinalIgnoreCase)) return;
        try
        {
            matcher.Walk(fact);
        }
        catch (Exception)
        {
            // The fact is of a plugin that breaks its promise not to throw. A filter never throws; what was seen before counts.
        }
    }
}
