using NetWatch.Sdk.Collection;

namespace NetWatch.Host.Tests.Collection.Bundled;

/// <summary>Kill and slow down each collector: the rest goes on, and the screen says what is behind and since when.</summary>
public sealed class BundledCollectorFaultTests : IDisposable
{
    readonly BundledCollectors _all = new();

    public static TheoryData<string> Each => [.. BundledCollectors.Ids];

    public void Dispose() => _all.Dispose();

    [Theory]
    [MemberData(nameof(Each))]
    public void One_that_throws_goes_out_the_others_go_on_and_a_retry_brings_it_back(string id)
    {
        HarmPlan plan = _all.Plans[id];
        _all.AreAllCurrent();
        plan.Harm = Harm.Throws;
        _all.WaitUntil(() => _all.StatusLine.Contains($"{id} out ", StringComparison.Ordinal), "the status line does not name it");
        _all.OthersGoOn(id);
        _all.Type("c");
        _all.WaitUntil(() => _all.Text.Contains($"taken out since {_all.Since(id)}", StringComparison.Ordinal), "the overlay does not say since when");
        _all.Text.ShouldContain("InvalidDataException: as the test wants it");

        // The instance that takes its place may hang already when it is made.
        plan.Harm = Harm.HangsWhenMade;
        _all.Type("R");
        _all.WaitUntil(() => _all.StatusLine.Contains($"{id} stalled ", StringComparison.Ordinal), "the status line does not say that it hangs");
        _all.OthersGoOn(id);
        plan.Harm = Harm.None;
        _all.WaitUntil(() => _all.Status(id).State == CollectorState.Current, "it is not back");
        _all.WaitUntil(() => !_all.StatusLine.Contains($"{id} stalled", StringComparison.Ordinal), "the status line still names it");
    }

    [Theory]
    [MemberData(nameof(Each))]
    public void One_that_takes_longer_than_its_cadence_is_skipped_and_counted_and_its_cadence_can_be_changed_on_the_screen(string id)
    {
        _all.AreAllCurrent();
        _all.Plans[id].Harm = Harm.IsSlow;
        long skipped = _all.Status(id).Skipped;
        _all.WaitUntil(() => _all.Status(id).Skipped >= skipped + 3, "nothing is skipped");
        _all.OthersGoOn(id);
        _all.Type("c");
        _all.WaitUntil(() => _all.Text.Contains(" skipped", StringComparison.Ordinal), "the screen does not say so");

        _all.Plans[id].Harm = Harm.None;
        _all.SetCadence(id, 3600);
        _all.Type(string.Concat(Enumerable.Repeat("j", Array.IndexOf(BundledCollectors.Ids, id))));
        _all.WaitUntil(() => _all.Text.Contains($"▸ {id}", StringComparison.Ordinal), "it is not chosen");
        _all.WaitUntil(() => _all.Types("+", () => _all.Status(id).Cadence.TotalSeconds <= 1), "the cadence is not changed");
        long runs = _all.Status(id).Runs;
        _all.WaitUntil(() => _all.Status(id).Runs > runs + 2, "it does not follow its new cadence");
    }
}
