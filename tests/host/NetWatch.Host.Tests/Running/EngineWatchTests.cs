using NetWatch.Engine.Snapshots;
using NetWatch.Host.Running;
using NetWatch.Host.Tests.Output;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Host.Tests.Running;

public sealed class EngineWatchTests
{
    readonly ManualTime _time = new();
    readonly SnapshotStore _store = new();
    readonly EngineWatch _watch;

    public EngineWatchTests()
    {
        _watch = new EngineWatch(_store, _time);
        Publish(1);
    }

    EngineSnapshot Engine => _store.Get<EngineSnapshot>()!;

    void Publish(long version) => _store.Publish(new EngineSnapshot { Version = version, TakenAt = _time.GetUtcNow(), Source = "eth0", State = SourceState.Running, Packets = 7 });

    void Pass(double seconds, bool beats)
    {
        for (double passed = 0; passed < seconds; passed += 0.5)
        {
            _time.Advance(0.5);
            if (beats) _watch.Beat();
            _watch.Look();
        }
    }

    [Fact]
    public void While_the_engine_comes_around_nothing_is_said()
    {
        Pass(30, beats: true);
        Engine.State.ShouldBe(SourceState.Running);
    }

    [Fact]
    public void One_that_stands_still_is_told_once_with_its_time_and_what_it_had_stays()
    {
        Pass(3, beats: true);
        string since = _time.GetUtcNow().ToLocalTime().ToString("HH:mm:ss", null);
        Pass(6, beats: false);
        Engine.State.ShouldBe(SourceState.Failed);
        Engine.Notice!.ShouldContain($"since {since}");
        Engine.Packets.ShouldBe(7);
        EngineSnapshot told = Engine;
        Pass(60, beats: false);
        Engine.ShouldBeSameAs(told);
    }

    [Fact]
    public void When_it_goes_on_its_own_snapshots_stand_and_another_standstill_is_told_again()
    {
        Pass(6, beats: false);
        Publish(2);
        Pass(3, beats: true);
        Engine.State.ShouldBe(SourceState.Running);
        Pass(6, beats: false);
        Engine.State.ShouldBe(SourceState.Failed);
    }
}
