using NetWatch.Host.Collection;
using NetWatch.Host.Composition;
using NetWatch.PluginHost.Discovery;
using NetWatch.Sdk.Collection;
using NetWatch.Sdk.Packets;

namespace NetWatch.Host.Tests.Collection.Bundled;

/// <summary>The bundled collectors that are asked on demand: one that throws says so in its window, one that hangs keeps nobody from asking again.</summary>
public sealed class OnDemandFaultTests : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    readonly HostServices _services = new(TimeProvider.System);
    readonly CancellationTokenSource _over = new();
    readonly Extensions _extensions;
    readonly CollectionRequest _loopback = new() { Address = NetAddress.FromIPv4(0x7F000001), Transport = Transport.Udp, Port = 9 };

    public OnDemandFaultTests() => _extensions = new Extensions(new PluginHostOptions { UserFolder = null, StateFolder = null }, _services);

    public void Dispose()
    {
        _over.Cancel();
        _over.Dispose();
    }

    IOnDemandCollector Make(string id) => _extensions.MakeAnother(_extensions.LoadOnDemandCollector(id).ShouldNotBeNull()).ShouldNotBeNull();

    [Theory]
    [InlineData("traceroute"), InlineData("whois")]
    public void One_that_throws_in_the_middle_says_so_in_its_window_and_is_counted(string id)
    {
        var reported = new List<Exception>();
        using var request = new RunningRequest(id, static _ => { }, TimeProvider.System);
        request.Start(new Harmed(Make(id), () => throw new InvalidDataException("as wanted")), _loopback, error => { lock (reported) reported.Add(error); });
        SpinWait.SpinUntil(() => request.Latest?.State == ReportState.Failed, Patience).ShouldBeTrue();
        request.Latest!.Lines[0].Text.ShouldContain("It failed with InvalidDataException: as wanted");
        lock (reported) reported.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("traceroute"), InlineData("whois")]
    public void One_that_hangs_is_ended_without_a_wait_and_the_next_request_is_answered_meanwhile(string id)
    {
        CancellationToken over = _over.Token;
        using var entered = new ManualResetEventSlim();
        var hanging = new RunningRequest(id, static _ => { }, TimeProvider.System);
        hanging.Start(new Harmed(Make(id), () => { entered.Set(); over.WaitHandle.WaitOne(); }), _loopback, static _ => { });
        entered.Wait(Patience).ShouldBeTrue();
        hanging.Dispose();
        using var next = new RunningRequest(id, static _ => { }, TimeProvider.System);
        next.Start(Make(id), _loopback, static error => throw new InvalidOperationException("not this one", error));
        SpinWait.SpinUntil(() => next.Latest?.State == ReportState.Done, Patience).ShouldBeTrue();
        next.Latest!.Lines.ShouldNotBeEmpty();
    }

    // Harm at the first report, where the real one has begun its work.
    sealed class Harmed(IOnDemandCollector real, Action harm) : IOnDemandCollector
    {
        public void Run(CollectionRequest request, ICollectionReports reports, CancellationToken cancellation) => real.Run(request, new Reports(reports, harm), cancellation);

        sealed class Reports(ICollectionReports inner, Action harm) : ICollectionReports
        {
            public TimeProvider Time => inner.Time;

            public long NextVersion => inner.NextVersion;

            public void Publish(IReportSnapshot report) => harm();
        }
    }
}
