using NetWatch.Host.Output;

namespace NetWatch.Host.Tests.Output;

/// <summary>The line that says how far a file is read.</summary>
public sealed class ProgressLineTests : IDisposable
{
    readonly ManualTime _time = new();
    readonly StringWriter _error = new();

    public void Dispose() => _error.Dispose();

    [Fact]
    public void What_is_done_within_half_a_second_shows_nothing_and_leaves_nothing()
    {
        var line = new ProgressLine(() => _error, _time);
        _time.Advance(0.49);
        line.Update("a.pcap", 50, 100, 1);
        line.Clear();
        _error.ToString().ShouldBeEmpty();
    }

    [Fact]
    public void Where_there_is_no_terminal_nothing_is_shown_and_it_is_asked_for_only_when_there_is_something_to_show()
    {
        int asked = 0;
        var line = new ProgressLine(() => { asked++; return null; }, _time);
        line.Update("a.pcap", 50, 100, 1);
        asked.ShouldBe(0);
        _time.Advance(1);
        line.Update("a.pcap", 50, 100, 1);
        line.Clear();
        asked.ShouldBe(1);
    }

    [Fact]
    public void Part_rate_and_time_left_are_told()
    {
        var line = new ProgressLine(() => _error, _time);
        _time.Advance(2);
        line.Update("a.pcap", 50_000_000, 200_000_000, 1234);
        _error.ToString().ShouldBe($"\r{new string('━', 6)}{new string('╌', 18)}  25 %  a.pcap  1,234 packets  25.0 MB/s  6.0 s left\u001b[K");
    }

    [Fact]
    public void Without_a_length_there_is_no_bar_and_no_time_left()
    {
        var line = new ProgressLine(() => _error, _time);
        _time.Advance(1);
        line.Update("stdin", 1_000_000, 0, 10);
        _error.ToString().ShouldBe("\rstdin  10 packets  1.00 MB/s\u001b[K");
    }

    [Fact]
    public void It_is_drawn_at_most_five_times_a_second_and_taken_away_once()
    {
        var line = new ProgressLine(() => _error, _time);
        _time.Advance(1);
        line.Update("a", 1, 10, 1);
        int drawn = _error.ToString().Length;
        _time.Advance(0.1);
        line.Update("a", 2, 10, 2);
        _error.ToString().Length.ShouldBe(drawn);
        _time.Advance(0.1);
        line.Update("a", 3, 10, 3);
        _error.ToString().Length.ShouldBeGreaterThan(drawn);
        line.Clear();
        line.Clear();
        _error.ToString().Split("\r\u001b[K").Length.ShouldBe(2);
    }

    [Fact]
    public void A_name_cant_move_the_cursor()
    {
        var line = new ProgressLine(() => _error, _time);
        _time.Advance(1);
        line.Update("\u001b[2J.pcap", 1, 10, 1);
        _error.ToString().ShouldContain("·[2J.pcap");
    }
}
