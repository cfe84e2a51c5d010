using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Testing.Memory;
using Xunit;

namespace NetWatch.Sdk.Testing.Protocols;

/// <summary>What must hold of an analyzer that lends its facts (<see cref="IFactSink.Lend"/>): those that somebody keeps never change, and the others cost nothing.</summary>
public static class FactReuse
{
    const int Warm = 100, Rounds = 10_000;

    /// <summary>
    /// The same is said whether all facts are kept, some, or none; what is kept says later what it said first; and when none is kept, all are one object.
    /// </summary>
    /// <param name="talk">Makes an analyzer and tells it of a flow; called three times, and has to tell the same each time.</param>
    /// <param name="look">What to do with each fact when it is told, as a listener might; null for nothing.</param>
    /// <returns>How many facts were lent.</returns>
    public static int SaysTheSame(Action<IFactSink> talk, Action<Fact>? look = null)
    {
        LendingSink kept = Run(talk, look, static _ => true), mixed = Run(talk, look, static number => number % 3 == 0), lent = Run(talk, look, static _ => false);
        Assert.Equal(kept.Texts, mixed.Texts);
        Assert.Equal(kept.Texts, lent.Texts);
        foreach (LendingSink sink in (LendingSink[])[kept, mixed, lent])
        {
            foreach ((Fact fact, int number) in sink.Kept) Assert.Equal(sink.Texts[number], FactText.Of(fact));
        }

        Assert.Single(lent.Lent.Distinct(ReferenceEqualityComparer.Instance));
        return lent.Lent.Count;
    }

    static LendingSink Run(Action<IFactSink> talk, Action<Fact>? look, Func<int, bool> keeps)
    {
        var sink = new LendingSink(keeps, look);
        talk(sink);
        return sink;
    }

    /// <summary>Exchanges of which nobody keeps a fact allocate nothing, after the first.</summary>
    /// <param name="exchange">Tells one analyzer of the exchange of this number.</param>
    /// <returns>How many facts were told.</returns>
    public static int AllocatesNothing(Action<IFactSink, int> exchange)
    {
        var sink = new ForgetfulSink();
        for (int i = 0; i < Warm; i++) exchange(sink, i);
        int warm = sink.Told, told;
        var meter = new AllocationMeter();
        do
        {
            told = sink.Told;
            meter.Start();
            for (int i = 0; i < Rounds; i++) exchange(sink, i);
        }
        while (!meter.TryStop());

        Assert.Equal(0, meter.Bytes);
        return warm + sink.Told - told;
    }
}
