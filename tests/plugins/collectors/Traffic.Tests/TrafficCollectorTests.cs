using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Testing.Collection;

namespace NetWatch.Plugins.Traffic.Tests;

public sealed class TrafficCollectorTests : IDisposable
{
    const string Headings = "Inter-|   Receive                                                |  Transmit\n face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed\n";
    static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("netwatch-traffic-");
    readonly string _table;
    readonly CollectorRun _run;

    public TrafficCollectorTests()
    {
        _table = Path.Combine(_folder.FullName, "dev");
        Write(Line("eth0", 1_000, 10));
        _run = new CollectorRun(new TrafficCollector(_table, _folder.FullName));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    void Write(params string[] lines) => File.WriteAllText(_table, Headings + string.Join('\n', lines) + "\n");

    static string Line(string name, long received, long sent) => $"{name,6}: {received} 5 1 2 0 0 0 0 {sent} 4 3 6 0 0 0 0";

    InterfaceTraffic Take(TimeSpan passed) => _run.Take<TrafficSnapshot>(passed).Interfaces[0];

    [Fact]
    public void Counters_are_the_kernels_and_rates_what_they_grew_by()
    {
        Take(Second);
        Write(Line("eth0", 126_000, 2_510));
        InterfaceTraffic eth0 = Take(Second);
        eth0.Name.ShouldBe("eth0");
        eth0.Received.ShouldBe(new InterfaceCounters(126_000, 5, 1, 2));
        eth0.Sent.ShouldBe(new InterfaceCounters(2_510, 4, 3, 6));
        eth0.BitsPerSecondReceived.ShouldBe(1_000_000);
        eth0.BitsPerSecondSent.ShouldBe(20_000);
    }

    [Fact]
    public void The_first_look_has_totals_and_no_rates()
    {
        InterfaceTraffic eth0 = Take(Second);
        eth0.Received.Bytes.ShouldBe(1_000);
        eth0.BitsPerSecondReceived.ShouldBe(0);
        eth0.ReceivedBySecond.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(100), InlineData(1000), InlineData(2500)]
    public void The_course_by_seconds_does_not_depend_on_the_cadence(int milliseconds)
    {
        Take(Second);
        for (int at = milliseconds; at <= 10_000; at += milliseconds)
        {
            Write(Line("eth0", 1_000 + at, 10));
            Take(TimeSpan.FromMilliseconds(milliseconds));
        }

        InterfaceTraffic eth0 = Take(TimeSpan.Zero);
        eth0.ReceivedBySecond.ShouldBe(Enumerable.Repeat(1_000L, 10));
        eth0.ReceivedByTenSeconds.ShouldBe([10_000L]);
    }

    [Fact]
    public void A_minute_by_seconds_and_an_hour_by_ten_seconds_are_kept()
    {
        Take(Second);
        for (int i = 1; i <= 4_000; i++) Take(Second);
        InterfaceTraffic eth0 = Take(Second);
        eth0.ReceivedBySecond.Length.ShouldBe(60);
        eth0.ReceivedByTenSeconds.Length.ShouldBe(360);
    }

    [Fact]
    public void An_interface_that_was_made_anew_begins_a_new_history()
    {
        Take(Second);
        Write(Line("eth0", 5, 5));
        InterfaceTraffic eth0 = Take(Second);
        eth0.BitsPerSecondReceived.ShouldBe(0);
        eth0.Received.Bytes.ShouldBe(5);
    }

    [Fact]
    public void Interfaces_come_and_go()
    {
        Take(Second);
        Write(Line("eth0", 1_000, 10), Line("tun0", 1, 1));
        _run.Take<TrafficSnapshot>(Second).Interfaces.Select(each => each.Name).ShouldBe(["eth0", "tun0"]);
        Write(Line("tun0", 1, 1));
        _run.Take<TrafficSnapshot>(Second).Interfaces.Select(each => each.Name).ShouldBe(["tun0"]);
    }

    [Fact]
    public void The_link_speed_is_the_drivers_and_none_where_it_does_not_tell()
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "eth0"));
        File.WriteAllText(Path.Combine(_folder.FullName, "eth0", "speed"), "1000\n");
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "wlan0"));
        File.WriteAllText(Path.Combine(_folder.FullName, "wlan0", "speed"), "-1\n");
        Write(Line("eth0", 1, 1), Line("wlan0", 1, 1), Line("lo", 1, 1));
        _run.Take<TrafficSnapshot>(Second).Interfaces.Select(each => each.LinkSpeed).ShouldBe([1_000_000_000L, 0, 0]);
    }

    [Fact]
    public void Odd_lines_are_left_out_and_odd_names_kept()
    {
        Write("garbage", "eth1: 1 2 3", "x: -1 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0", Line("eth0:1", 7, 7), ":", "");
        InterfaceTraffic only = _run.Take<TrafficSnapshot>(Second).Interfaces.ShouldHaveSingleItem();
        only.Name.ShouldBe("eth0:1");
    }

    [Fact]
    public void Without_the_table_it_says_so_and_publishes_nothing()
    {
        var run = new CollectorRun(new TrafficCollector(Path.Combine(_folder.FullName, "none"), _folder.FullName));
        run.Collect(Second).ShouldBeNull();
        run.Notice.ShouldNotBeNull().ShouldContain("none");
    }
}
