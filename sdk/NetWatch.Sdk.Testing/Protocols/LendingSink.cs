using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Sdk.Testing.Protocols;

/// <summary>Takes facts as a host that keeps some of those it is lent and gives the others back, and notes what each said when it was told.</summary>
sealed class LendingSink(Func<int, bool> keeps, Action<Fact>? look) : IFactSink
{
    internal List<string> Texts { get; } = [];

    internal List<Fact> Lent { get; } = [];

    /// <summary>What was kept, with its place in <see cref="Texts"/>.</summary>
    internal List<(Fact Fact, int Number)> Kept { get; } = [];

    public void Publish(Fact fact)
    {
        Kept.Add((fact, Texts.Count));
        Note(fact);
    }

    public bool Lend(Fact fact)
    {
        bool isKept = keeps(Lent.Count);
        Lent.Add(fact);
        if (isKept) Kept.Add((fact, Texts.Count));
        Note(fact);
        return !isKept;
    }

    void Note(Fact fact)
    {
        look?.Invoke(fact);
        Texts.Add(FactText.Of(fact));
    }
}
