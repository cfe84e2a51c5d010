using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Sdk.Testing.Protocols;

/// <summary>
/// Keeps the facts that a describer or an analyzer publishes, for tests. Provisional ones stand until a transaction of their protocol comes, as in the host.
/// </summary>
public sealed class FactCollector : IFactSink
{
    readonly List<Fact> _facts = [];
    readonly List<ExpectedFlow> _expected = [];
    readonly List<ReadOnlyMemory<byte>> _marks = [];

    /// <summary>The facts in the order they were published.</summary>
    public IReadOnlyList<Fact> Facts => _facts;

    /// <inheritdoc/>
    public void Publish(Fact fact)
    {
        if (fact.IsProvisional && _facts.Exists(known => known.Protocol == fact.Protocol && (known.IsTransaction || known.Kind == fact.Kind))) return;
        if (fact.IsTransaction) _facts.RemoveAll(known => known.IsProvisional && known.Protocol == fact.Protocol);
        _facts.Add(fact);
    }

    /// <summary>The flows that were announced, in order.</summary>
    public IReadOnlyList<ExpectedFlow> Expected => _expected;

    /// <inheritdoc/>
    public void Expect(ExpectedFlow flow) => _expected.Add(flow);

    /// <summary>The bytes of the marks by which moves of the flow would be recognised, in order.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Marks => _marks;

    /// <inheritdoc/>
    public void ExpectMove(in FlowMark mark) => _marks.Add(mark.Bytes.ToArray());

    /// <summary>Forgets all facts and announcements.</summary>
    public void Clear()
    {
        _facts.Clear();
        _expected.Clear();
        _marks.Clear();
    }
}
