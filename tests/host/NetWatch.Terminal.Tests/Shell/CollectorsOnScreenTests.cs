using System.Collections.Immutable;
using NetWatch.Sdk.Collection;
using NetWatch.Terminal.Shell;

namespace NetWatch.Terminal.Tests.Shell;

public sealed class CollectorsOnScreenTests
{
    readonly TestHost _host = new(new TestTab("first") { UsedKeys = "x" });

    void Show(params CollectorStatus[] collectors) =>
        _host.Collectors = new CollectorsSnapshot { Version = 1, TakenAt = _host.Time.GetUtcNow(), Collectors = [.. collectors] };

    CollectorStatus Status(string id, CollectorState state, int secondsBehind = 0) => new(id, "plugin")
    {
        State = state, Since = _host.Time.GetUtcNow().AddSeconds(-secondsBehind), Cadence = TimeSpan.FromSeconds(1), Runs = 12, Notice = state == CollectorState.Failing ? "It threw." : null,
    };

    [Fact]
    public void While_all_are_current_the_status_line_says_nothing_of_them()
    {
        string before = _host.Status();
        Show(Status("health", CollectorState.Current), Status("geo", CollectorState.Off), Status("new", CollectorState.Starting));
        _host.Status().ShouldBe(before);
    }

    [Theory]
    [InlineData(CollectorState.Stale, "health stale 42 s"), InlineData(CollectorState.Stalled, "health stalled 42 s")]
    [InlineData(CollectorState.Failing, "health failing 42 s"), InlineData(CollectorState.Out, "health out 42 s")]
    public void One_that_is_behind_is_named_with_how_long(CollectorState state, string text)
    {
        Show(Status("health", state, 42), Status("traffic", CollectorState.Current));
        _host.Status().ShouldContain(text);
    }

    [Fact]
    public void Of_several_the_worst_is_named_and_the_others_counted()
    {
        Show(Status("health", CollectorState.Stale, 9), Status("traffic", CollectorState.Out, 70), Status("names", CollectorState.Failing, 3));
        _host.Status().ShouldContain("traffic out 1m10s +2");
    }

    [Fact]
    public void The_overlay_says_of_each_how_it_stands_and_since_when()
    {
        Show(Status("geo", CollectorState.Current), Status("health", CollectorState.Stalled, 42), Status("names", CollectorState.Failing, 5));
        string text = _host.Type("c").Text();
        text.ShouldContain("geo     current, every 1.0 s");
        text.ShouldContain("health  stalled since");
        text.ShouldContain("(42 s): a call has not come back");
        text.ShouldContain("It threw.");
        _host.Type("c").Text().ShouldNotContain("Collectors");
    }

    [Fact]
    public void The_cadence_of_the_chosen_one_can_be_changed()
    {
        Show(Status("geo", CollectorState.Current), Status("health", CollectorState.Current));
        _host.Type("c").Draw();
        _host.Type("j+").Type("-").Type("k-");
        _host.Cadences.ShouldBe([("health", TimeSpan.FromMilliseconds(500)), ("health", TimeSpan.FromSeconds(2)), ("geo", TimeSpan.FromSeconds(2))]);
    }

    [Fact]
    public void The_chosen_one_can_be_turned_off_and_on_again()
    {
        Show(Status("geo", CollectorState.Current), Status("health", CollectorState.Off));
        _host.Type("c").Text().ShouldContain("off; o turns it on");
        _host.Type("oj").Type("o");
        _host.Turned.ShouldBe([("geo", false), ("health", true)]);
    }

    [Fact]
    public void What_a_collector_says_cannot_reach_the_terminal()
    {
        Show(Status("geo", CollectorState.Failing) with { Notice = "\u001b[2J\u202e" + new string('x', 100_000) });
        _host.Type("c").Text().ShouldNotContain('\u001b');
    }

    [Fact]
    public void A_report_opens_when_a_tab_has_asked_grows_as_it_comes_and_is_ended_by_closing_it()
    {
        FakeReport report = new(ReportState.Running, []);
        int closed = 0;
        _host.Report = new ShellReport("route", () => report, () => closed++);
        _host.Type("x").Text().ShouldContain("Waiting for the first answer");
        report = new FakeReport(ReportState.Running, [new("1", "192.0.2.1 \u001b[31m")]);
        _host.Text().ShouldContain("192.0.2.1");
        _host.Text().ShouldContain("Esc ends it");
        report = report with { State = ReportState.Done };
        _host.Text().ShouldContain("Esc closes");
        closed.ShouldBe(0);
        _host.Type("\u001b").Text().ShouldNotContain("192.0.2.1");
        closed.ShouldBe(1);
    }

    [Fact]
    public void A_request_of_which_nothing_is_heard_says_since_when_until_something_comes()
    {
        FakeReport? report = null;
        _host.Report = new ShellReport("route", () => report, () => { });
        string since = _host.Time.GetUtcNow().ToLocalTime().ToString("HH:mm:ss", null);
        _host.Type("x").Text().ShouldContain("running");
        _host.Time.Advance(TimeSpan.FromSeconds(11));
        _host.Text().ShouldContain($"no news since {since}");
        report = new FakeReport(ReportState.Running, [new("1", "192.0.2.1")]) { TakenAt = _host.Time.GetUtcNow() };
        _host.Text().ShouldNotContain("no news");
        _host.Time.Advance(TimeSpan.FromSeconds(11));
        _host.Text().ShouldContain("no news since");
        report = report with { State = ReportState.Done };
        _host.Text().ShouldNotContain("no news");
    }

    sealed record FakeReport(ReportState State, ImmutableArray<ReportLine> Lines) : IReportSnapshot
    {
        public long Version => 1;

        public DateTimeOffset TakenAt { get; init; }

        public string Title => "Route";
    }
}
