using NetWatch.Engine.Snapshots;
using NetWatch.Host.Attribution;
using NetWatch.Sdk.Attribution;

namespace NetWatch.Host.Tests.Attribution;

/// <summary>Attribution sources that throw or hang: the others go on, and it is said since when.</summary>
public sealed class AttributionFaultTests : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    readonly FastTime _time = new();
    readonly SnapshotStore _store = new();
    readonly ManualResetEventSlim _over = new();
    readonly Dictionary<string, int> _strikes = [];
    readonly List<Exception> _reported = [];
    readonly FakeSession.WithEvents _harmed = new(1);
    readonly FakeSession _good = new(2), _another = new(3);
    AttributionRun? _run;

    public void Dispose()
    {
        _over.Set();
        _run?.Dispose();
        _over.Dispose();
    }

    void Start() => _run = AttributionRun.Start(new AttributionSources([Opened("harmed", _harmed), Opened("good", _good)]), _time, _store);

    OpenedSource Opened(string id, IAttributionSession session) => new(id, AttributionEvidence.Inode, session, session.Status)
    {
        Fault = error => Strike(id, error, 1),
        TakeOut = error => Strike(id, error, 3),
        IsActive = () => Strikes(id) < 3,
        Reopen = () => Opened(id, _another),
    };

    int Strikes(string id)
    {
        lock (_strikes) return _strikes.GetValueOrDefault(id);
    }

    bool Strike(string id, Exception error, int count)
    {
        lock (_strikes)
        {
            _reported.Add(error);
            return (_strikes[id] = _strikes.GetValueOrDefault(id) + count) >= 3;
        }
    }

    static void Until(Func<bool> condition) => SpinWait.SpinUntil(condition, Patience).ShouldBeTrue();

    AttributionStatus? StatusOf(string id) => _store.Get<AttributionSnapshot>()?.Sources.Single(source => source.Id == id).Status;

    ushort[] Ports() => [.. (_store.Get<SocketTableSnapshot>()?.Sockets ?? []).Select(static socket => socket.Local.SourcePort).Order()];

    void TheOtherGoesOn()
    {
        int readings = _good.Readings;
        Until(() => _good.Readings > readings + 1);
    }

    [Fact]
    public void One_that_throws_is_asked_again_and_taken_out_after_too_many_faults_and_its_last_answer_stays()
    {
        Start();
        Until(() => Ports() is [1, 2]);
        _harmed.OnRead = () => throw new InvalidDataException();
        Until(() => StatusOf("harmed")?.Reason.Contains("was taken out at", StringComparison.Ordinal) == true);
        Strikes("harmed").ShouldBe(3);
        TheOtherGoesOn();
        Ports().ShouldBe([1, 2]);
        StatusOf("good")!.State.ShouldBe(AttributionState.Active);
        // Out is out: it is called no more, until the user retries it.
        int faults = _reported.Count;
        TheOtherGoesOn();
        _reported.Count.ShouldBe(faults);
        _harmed.OnRead = () => { };
        lock (_strikes) _strikes.Clear();
        Until(() => StatusOf("harmed")?.State == AttributionState.Active);
    }

    [Fact]
    public void One_that_hangs_is_named_with_its_time_and_opened_anew_when_the_user_retries()
    {
        Start();
        Until(() => Ports() is [1, 2]);
        _harmed.OnRead = _over.Wait;
        Until(() => StatusOf("harmed")?.Reason.Contains("has not come back since", StringComparison.Ordinal) == true);
        StatusOf("harmed")!.Remedy!.ShouldContain("key !");
        _reported.ShouldHaveSingleItem().ShouldBeOfType<TimeoutException>();
        TheOtherGoesOn();
        Ports().ShouldBe([1, 2]);
        lock (_strikes) _strikes.Clear();
        Until(() => Ports() is [2, 3]);
        // Its sockets are published as soon as they are read, how it stands after that.
        Until(() => StatusOf("harmed")!.Reason == "port 3");
    }

    [Fact]
    public void One_whose_events_hang_is_named_too()
    {
        _harmed.OnPoll = _over.Wait;
        Start();
        Until(() => StatusOf("harmed")?.Reason.Contains("has not come back since", StringComparison.Ordinal) == true);
        TheOtherGoesOn();
    }

    [Fact]
    public void One_whose_events_throw_is_taken_out_after_too_many_faults()
    {
        _harmed.OnPoll = () => throw new InvalidDataException();
        Start();
        Until(() => StatusOf("harmed")?.Reason.Contains("was taken out at", StringComparison.Ordinal) == true);
        TheOtherGoesOn();
    }

    [Fact]
    public void The_end_of_the_capture_does_not_wait_for_one_that_hangs()
    {
        Start();
        _harmed.OnRead = _over.Wait;
        TheOtherGoesOn();
        var end = new Thread(() => _run!.Stop());
        end.Start();
        end.Join(Patience).ShouldBeTrue();
    }
}
