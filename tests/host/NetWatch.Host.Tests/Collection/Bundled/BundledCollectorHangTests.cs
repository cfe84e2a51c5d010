using NetWatch.Sdk.Collection;

namespace NetWatch.Host.Tests.Collection.Bundled;

/// <summary>Hang each collector, in every way: the rest goes on, and the screen says what stands still and since when.</summary>
public sealed class BundledCollectorHangTests : IDisposable
{
    readonly BundledCollectors _all = new();

    public static TheoryData<string> Each => [.. BundledCollectors.Ids];

    public void Dispose() => _all.Dispose();

    [Theory]
    [MemberData(nameof(Each))]
    public void One_that_does_not_come_back_is_named_with_its_time_and_replaced_and_nobody_waits(string id)
    {
        HarmPlan plan = _all.Plans[id];
        _all.AreAllCurrent();
        foreach (Harm harm in (Harm[])[Harm.Hangs, Harm.Spins, Harm.Allocates])
        {
            int made = plan.Made;
            plan.Harm = harm;
            _all.WaitUntil(() => _all.StatusLine.Contains($"{id} stalled ", StringComparison.Ordinal), "the status line does not name it");
            plan.Harm = Harm.None;
            _all.OthersGoOn(id);
            // The call of the first instance still runs; a second one has taken its place by itself.
            _all.WaitUntil(() => _all.Status(id).State == CollectorState.Current, "it is not replaced");
            plan.Made.ShouldBeGreaterThan(made);
            // Forgives the strikes, so that the next harm is not the third within a minute.
            _all.Type("!R!");
            _all.WaitUntil(() => _all.Extensions.Quarantine.Faults.IsEmpty, "the faults are not forgiven");
            _all.WaitUntil(() => !_all.StatusLine.Contains($"{id} stalled ", StringComparison.Ordinal), "the status line still names it");
            // It comes back now, and what it brings is of no interest to anybody.
            plan.Release();
        }

        // Three that hang in a row are enough: then it is out, and comes back when the user wants it.
        plan.Harm = Harm.Hangs;
        _all.Type("c");
        _all.WaitUntil(() => _all.Text.Contains($"stalled since {_all.Since(id)} (", StringComparison.Ordinal), "the overlay does not say since when");
        _all.WaitUntil(() => _all.Status(id).State == CollectorState.Out, "it is never given up");
        int last = plan.Made;
        _all.OthersGoOn(id);
        plan.Made.ShouldBe(last);
        plan.Harm = Harm.None;
        _all.Type("R");
        _all.WaitUntil(() => _all.Status(id).State == CollectorState.Current, "it is not back");
        _all.OthersGoOn();
    }

    [Theory]
    [InlineData("names"), InlineData("networkintel"), InlineData("processbandwidth")]
    public void One_that_hangs_over_its_events_is_replaced(string id)
    {
        _all.AreAllCurrent();
        _all.Plans[id].Harm = Harm.HangsOnEvents;
        _all.WaitUntil(() => _all.StatusLine.Contains($"{id} stalled ", StringComparison.Ordinal), "the status line does not name it");
        _all.OthersGoOn(id);
        _all.Plans[id].Harm = Harm.None;
        _all.WaitUntil(() => _all.Status(id).State == CollectorState.Current, "it is not replaced");
    }

    [Fact]
    public void All_of_them_at_once_leave_the_screen_and_each_comes_back()
    {
        _all.AreAllCurrent();
        foreach (string id in BundledCollectors.Ids) _all.Plans[id].Harm = Harm.Hangs;
        _all.WaitUntil(() => _all.StatusLine.Contains("stalled", StringComparison.Ordinal) && _all.StatusLine.Contains("+8", StringComparison.Ordinal), "the status line does not count them");
        foreach (string id in BundledCollectors.Ids) _all.Plans[id].Harm = Harm.None;
        _all.AreAllCurrent();
    }

    [Fact]
    public void A_thread_pool_without_a_free_thread_stops_neither_collectors_nor_the_screen()
    {
        using var exhausted = new ExhaustedThreadPool();
        _all.AreAllCurrent();
        _all.Type("c");
        _all.WaitUntil(() => _all.Text.Contains("Collectors", StringComparison.Ordinal), "the screen does not answer");
        // Cancelling one that hangs needs no pool either.
        _all.Plans["traffic"].Harm = Harm.Hangs;
        _all.WaitUntil(() => _all.StatusLine.Contains("traffic stalled ", StringComparison.Ordinal), "the status line does not name it");
        _all.Plans["traffic"].Harm = Harm.None;
        _all.WaitUntil(() => _all.Status("traffic").State == CollectorState.Current, "it is not replaced");
        _all.OthersGoOn();
        exhausted.IsExhausted.ShouldBeTrue();
    }
}
