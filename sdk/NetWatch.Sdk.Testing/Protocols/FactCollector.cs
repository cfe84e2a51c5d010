using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Sdk.Testing.Protocols;

/// <summary>Keeps the facts that a describer or an analyzer publishes, for tests.</summary>
public sealed class FactCollector : IFactSink
{
    readonly List<Fact> _facts = [];

    /// <summary>The facts in the order they were published.</summary>
    public IReadOnlyList<Fact> Facts => _facts;

    /// <inheritdoc/>
    public void Publish(Fact fact) => _facts.Add(fact);

    /// <summary>Forgets all facts.</summary>
    public void Clear() => _facts.Clear();
}
