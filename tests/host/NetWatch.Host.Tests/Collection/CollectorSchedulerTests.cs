using System.Collections.Concurrent;
using NetWatch.Host.Collection;
using NetWatch.Sdk.Collection;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;

namespace NetWatch.Host.Tests.Collection;

public sealed class CollectorSchedulerTests : IDisposable
{
    readonly ScheduledCollectors _collectors = new();

    public void Dispose() => _collectors.Dispose();

    static FakeSnapshot Snapshot(CollectionContext context) => new(context.Version, context.Now);

    [Fact]
    public void A_collector_is_called_at_its_cadence_and_its_snapshot_published()
    {
        _collectors.Add("good", Snapshot);
        _collectors.Pass(10);
        CollectorStatus status = _collectors.Status("good");
        status.State.ShouldBe(CollectorState.Current);
        status.Runs.ShouldBe(10);
        _collectors.Store.Get<FakeSnapshot>()!.Version.ShouldBe(10);
    }

    [Fact]
    public void Collectors_of_one_cadence_start_at_different_moments()
    {
        var starts = new ConcurrentBag<DateTimeOffset>();
        for (int i = 0; i < 4; i++)
            _collectors.Add($"c{i}", context => { starts.Add(context.Now); return null; });
        DateTimeOffset begin = _collectors.Time.GetUtcNow();
        _collectors.Scheduler.Look();
        for (int i = 0; i < 200; i++)
        {
            _collectors.Time.Advance(0.001);
            _collectors.Scheduler.Look();
            _collectors.Settle();
        }

        starts.Select(at => (int)(at - begin).TotalMilliseconds).Order().ShouldBe([0, 40, 80, 120]);
    }

    [Fact]
    public void While_it_still_runs_it_is_skipped_and_counted_and_never_called_twice_at_once()
    {
        using var back = new ManualResetEventSlim();
        int inside = 0, most = 0;
        _collectors.Add("slow", context =>
        {
            most = Math.Max(most, Interlocked.Increment(ref inside));
            back.Wait();
            Interlocked.Decrement(ref inside);
            return Snapshot(context);
        });
        _collectors.Pass(4, "slow");
        _collectors.Status("slow").Skipped.ShouldBe(3);
        back.Set();
        _collectors.Pass(1);
        _collectors.Status("slow").State.ShouldBe(CollectorState.Current);
        most.ShouldBe(1);
    }

    [Fact]
    public void One_that_hangs_is_shown_as_stalled_since_its_last_success_and_the_others_go_on()
    {
        using var never = new ManualResetEventSlim();
        _collectors.Add("hangs", context => { if (context.Version > 3) never.Wait(); return Snapshot(context); });
        _collectors.Add("works", _ => null);
        _collectors.Pass(3);
        DateTimeOffset lastSuccess = _collectors.Status("hangs").LastSuccess!.Value;
        _collectors.Pass(7, "hangs");
        CollectorStatus status = _collectors.Status("hangs");
        status.State.ShouldBe(CollectorState.Stalled);
        status.Since.ShouldBe(lastSuccess);
        status.Stalls.ShouldBe(1);
        _collectors.Status("works").Runs.ShouldBe(10);
        CollectorsSnapshot told = _collectors.Store.Get<CollectorsSnapshot>()!;
        told.Collectors.Single(each => each.Id == "hangs").State.ShouldBe(CollectorState.Stalled);
        never.Set();
    }

    [Fact]
    public void A_new_instance_takes_the_place_of_one_that_does_not_come_back()
    {
        using var never = new ManualResetEventSlim();
        using var entered = new ManualResetEventSlim();
        int made = 0;
        _collectors.Add("hangs", () =>
        {
            bool isFirst = made++ == 0;
            return new FakeCollector(context =>
            {
                entered.Set();
                if (isFirst) never.Wait();
                return Snapshot(context);
            });
        });
        _collectors.Pass(1, "hangs");
        // On a busy machine its thread may begin late: time must not pass before, or the one that takes its place is made first.
        entered.Wait(TimeSpan.FromSeconds(30)).ShouldBeTrue();
        _collectors.Pass(7, "hangs");
        _collectors.Pass(10);
        made.ShouldBe(2);
        _collectors.Status("hangs").State.ShouldBe(CollectorState.Current);
        _collectors.Reported.Single().ShouldBeOfType<TimeoutException>();
        never.Set();
    }

    [Fact]
    public void What_comes_back_after_its_place_was_taken_is_dropped()
    {
        using var late = new ManualResetEventSlim();
        using var entered = new ManualResetEventSlim();
        using var returned = new ManualResetEventSlim();
        int made = 0;
        _collectors.Add("late", () =>
        {
            bool isFirst = made++ == 0;
            return new FakeCollector(context =>
            {
                if (!isFirst) return null;
                entered.Set();
                late.Wait();
                returned.Set();
                return Snapshot(context);
            });
        });
        _collectors.Pass(1, "late");
        entered.Wait(TimeSpan.FromSeconds(30)).ShouldBeTrue();
        _collectors.Pass(7, "late");
        _collectors.Pass(10);
        late.Set();
        returned.Wait(TimeSpan.FromSeconds(30)).ShouldBeTrue();
        _collectors.Pass(2);
        _collectors.Store.Get<FakeSnapshot>().ShouldBeNull();
    }

    [Fact]
    public void A_call_that_takes_too_long_is_asked_to_come_back()
    {
        _collectors.Add("polite", context =>
        {
            if (context.Version == 1)
            {
                context.Cancellation.WaitHandle.WaitOne();
                context.Cancellation.ThrowIfCancellationRequested();
            }

            return Snapshot(context);
        });
        _collectors.Pass(5, "polite");
        _collectors.Pass(0.3, "polite");
        _collectors.Settle();
        _collectors.Pass(2);
        _collectors.Status("polite").State.ShouldBe(CollectorState.Current);
        _collectors.Status("polite").Stalls.ShouldBe(1);
        _collectors.Reported.ShouldBeEmpty();
    }

    [Fact]
    public void One_that_throws_is_called_again_and_taken_out_after_too_many_faults()
    {
        _collectors.Add("throws", _ => throw new InvalidDataException("the table is odd"));
        _collectors.Add("works", _ => null);
        _collectors.Pass(1);
        _collectors.Status("throws").State.ShouldBe(CollectorState.Failing);
        _collectors.Status("throws").Notice.ShouldBe("InvalidDataException: the table is odd");
        _collectors.Pass(9);
        _collectors.Status("throws").State.ShouldBe(CollectorState.Out);
        _collectors.Status("throws").Faults.ShouldBe(3);
        _collectors.Status("works").Runs.ShouldBe(10);
    }

    [Fact]
    public void One_that_was_taken_out_comes_back_when_the_user_retries()
    {
        bool isBroken = true;
        _collectors.Add("throws", context => isBroken ? throw new InvalidDataException() : Snapshot(context));
        _collectors.Pass(6);
        isBroken = false;
        _collectors.Reinstate("throws");
        _collectors.Pass(2);
        _collectors.Status("throws").State.ShouldBe(CollectorState.Current);
    }

    [Fact]
    public void A_constructor_that_hangs_keeps_nobody_else_from_running()
    {
        using var never = new ManualResetEventSlim();
        _collectors.Add("hangs", () => { never.Wait(); return null; });
        _collectors.Add("works", _ => null);
        _collectors.Pass(10, "hangs");
        _collectors.Status("hangs").Stalls.ShouldBe(1);
        _collectors.Status("works").Runs.ShouldBe(10);
        never.Set();
    }

    [Fact]
    public void One_that_cannot_be_made_says_so_and_is_tried_again()
    {
        int made = 0;
        _collectors.Add("refuses", () => made++ < 2 ? null : new FakeCollector(Snapshot));
        _collectors.Pass(1);
        _collectors.Status("refuses").State.ShouldBe(CollectorState.Failing);
        _collectors.Status("refuses").Notice!.ShouldContain("can't be made");
        _collectors.Pass(3);
        _collectors.Status("refuses").State.ShouldBe(CollectorState.Current);
    }

    [Fact]
    public void What_a_collector_does_when_it_is_cancelled_can_hang_without_anybody_waiting()
    {
        using var never = new ManualResetEventSlim();
        _collectors.Add("hangs", context =>
        {
            context.Cancellation.Register(never.Wait);
            never.Wait();
            return null;
        });
        _collectors.Add("works", _ => null);
        _collectors.Pass(10, "hangs");
        _collectors.Status("hangs").State.ShouldBe(CollectorState.Stalled);
        _collectors.Status("works").Runs.ShouldBe(10);
        never.Set();
    }

    [Theory]
    [InlineData(1), InlineData(60), InlineData(3600)]
    public void After_three_instances_that_hang_no_more_are_made_whatever_the_cadence(int cadenceSeconds)
    {
        using var never = new ManualResetEventSlim();
        int made = 0;
        _collectors.Add("hangs", () => new FakeCollector(_ => { Interlocked.Increment(ref made); never.Wait(); return null; }), cadenceSeconds);
        for (int i = 0; i < 40; i++)
        {
            _collectors.Time.Advance(cadenceSeconds * 2 + 3);
            _collectors.Scheduler.Look();
            SpinWait.SpinUntil(() => Volatile.Read(ref made) > 0, TimeSpan.FromSeconds(30)).ShouldBeTrue();
        }

        _collectors.Status("hangs").State.ShouldBe(CollectorState.Out);
        made.ShouldBeInRange(1, CollectorSlot.MostAbandoned);
        never.Set();
    }

    [Fact]
    public void One_whose_calls_never_succeed_in_time_becomes_stale_with_the_moment_of_its_last_success()
    {
        // The machine gives it no time: it is due and nobody looks.
        _collectors.Add("starved", Snapshot);
        _collectors.Pass(2);
        DateTimeOffset last = _collectors.Status("starved").LastSuccess!.Value;
        _collectors.Time.Advance(60);
        _collectors.Scheduler.Look();
        CollectorStatus status = _collectors.Store.Get<CollectorsSnapshot>()!.Collectors.Single();
        status.State.ShouldBeOneOf(CollectorState.Stale, CollectorState.Current);
        if (status.State == CollectorState.Stale) status.Since.ShouldBe(last);
        _collectors.Settle();
        _collectors.Pass(1);
        _collectors.Status("starved").State.ShouldBe(CollectorState.Current);
        // A pause of the machine is no reason to make up for all that was missed.
        _collectors.Status("starved").Runs.ShouldBeLessThan(6);
    }

    [Fact]
    public void The_cadence_can_be_changed_while_it_runs()
    {
        _collectors.Add("good", Snapshot, cadenceSeconds: 10);
        _collectors.Pass(1);
        _collectors.Scheduler.SetCadence("good", TimeSpan.FromMilliseconds(500));
        _collectors.Pass(5);
        _collectors.Status("good").Runs.ShouldBe(11);
        _collectors.Scheduler.SetCadence("good", TimeSpan.Zero).ShouldBeTrue();
        _collectors.Status("good").Cadence.ShouldBe(_collectors.Scheduler.ShortestCadence);
        _collectors.Scheduler.SetCadence("good", TimeSpan.MaxValue);
        _collectors.Status("good").Cadence.ShouldBe(_collectors.Scheduler.LongestCadence);
        _collectors.Scheduler.SetCadence("nobody", TimeSpan.FromSeconds(1)).ShouldBeFalse();
    }

    [Fact]
    public void A_changed_cadence_is_published_at_the_next_look()
    {
        _collectors.Add("good", Snapshot, cadenceSeconds: 10);
        _collectors.Pass(1);
        _collectors.Scheduler.SetCadence("good", TimeSpan.FromSeconds(2));
        _collectors.Scheduler.Look();
        _collectors.Store.Get<CollectorsSnapshot>()!.Collectors.Single().Cadence.ShouldBe(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public void One_that_is_turned_off_while_it_runs_stops_and_what_it_published_stays()
    {
        int made = 0;
        _collectors.Add("good", () => { made++; return new FakeCollector(Snapshot); });
        _collectors.Pass(3);
        _collectors.Scheduler.SetEnabled("good", false).ShouldBeTrue();
        _collectors.Pass(3);
        _collectors.Status("good").State.ShouldBe(CollectorState.Off);
        _collectors.Status("good").Runs.ShouldBe(3);
        _collectors.Store.Get<FakeSnapshot>()!.Version.ShouldBe(3);
        _collectors.Scheduler.SetEnabled("good", true);
        _collectors.Pass(2);
        _collectors.Status("good").State.ShouldBe(CollectorState.Current);
        made.ShouldBe(2);
        _collectors.Store.Get<FakeSnapshot>()!.Version.ShouldBeGreaterThan(3);
    }

    [Fact]
    public void Turning_off_waits_for_no_call_and_drops_what_the_call_brings_later()
    {
        using var entered = new ManualResetEventSlim();
        using var back = new ManualResetEventSlim();
        using var returned = new ManualResetEventSlim();
        _collectors.Add("slow", context => { entered.Set(); back.Wait(); returned.Set(); return Snapshot(context); });
        _collectors.Pass(0.5, "slow");
        entered.Wait(TimeSpan.FromSeconds(30)).ShouldBeTrue();
        _collectors.Scheduler.SetEnabled("slow", false);
        back.Set();
        returned.Wait(TimeSpan.FromSeconds(30)).ShouldBeTrue();
        _collectors.Pass(1);
        _collectors.Store.Get<FakeSnapshot>().ShouldBeNull();
        _collectors.Status("slow").State.ShouldBe(CollectorState.Off);
    }

    [Fact]
    public void A_snapshot_of_another_type_than_declared_is_a_fault()
    {
        _collectors.Add("liar", context => new OtherSnapshot(context.Version, context.Now));
        _collectors.Pass(1);
        _collectors.Store.Get<OtherSnapshot>().ShouldBeNull();
        _collectors.Status("liar").Notice!.ShouldContain("OtherSnapshot");
    }

    [Fact]
    public void One_that_the_user_has_turned_off_is_not_made()
    {
        int made = 0;
        _collectors.Add("off", () => { made++; return null; }, isOff: true);
        _collectors.Pass(3);
        made.ShouldBe(0);
        _collectors.Status("off").State.ShouldBe(CollectorState.Off);
    }

    [Fact]
    public void Events_reach_a_collector_before_it_is_called_and_what_finds_no_room_is_counted()
    {
        var fake = new FakeCollector(Snapshot);
        _collectors.Add("listens", () => fake);
        _collectors.Pass(1);
        var listener = new FlowEventListener(_collectors.Scheduler.Slots);
        for (int i = 0; i < 100; i++) listener.OnFlow(Flow(i));
        _collectors.Pass(1);
        fake.Events.ShouldBe(100);

        using var gate = new ManualResetEventSlim();
        var stuck = new FakeCollector(Snapshot) { OnEventsDo = gate.Wait };
        using var others = new ScheduledCollectors();
        others.Add("stuck", () => stuck);
        others.Pass(1);
        var flood = new FlowEventListener(others.Scheduler.Slots);
        for (int i = 0; i < FlowEventChannel.Capacity + 500; i++) flood.OnFlow(Flow(i));
        others.Status("stuck").EventsDropped.ShouldBe(500);
        gate.Set();
    }

    [Fact]
    public void Many_waiting_events_are_taken_before_the_collector_is_due()
    {
        var fake = new FakeCollector(Snapshot);
        _collectors.Add("listens", () => fake, cadenceSeconds: 60);
        _collectors.Pass(1);
        var listener = new FlowEventListener(_collectors.Scheduler.Slots);
        for (int i = 0; i < FlowEventChannel.Capacity / 2; i++) listener.OnFlow(Flow(i));
        SpinWait.SpinUntil(() => fake.Events > 0, TimeSpan.FromSeconds(30)).ShouldBeTrue();
        fake.Calls.ShouldBe(1);
    }

    static FlowRecord Flow(long id) => new()
    {
        Id = id,
        Tuple = new FiveTuple(Transport.Udp, NetAddress.FromIPv4(1), 1, NetAddress.FromIPv4(2), 2),
        Start = default,
        End = default,
        Facts = [],
    };
}
