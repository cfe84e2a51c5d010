using NetWatch.Plugins.Capture.Lifetime;

namespace NetWatch.Plugins.AfPacket.Tests.Lifetime;

public sealed class PollTimeTests
{
    readonly ManualTime _time = new();

    [Fact]
    public void What_is_left_shrinks_with_the_clock_and_never_below_nothing()
    {
        var poll = new PollTime(_time, 100);
        poll.Left.ShouldBe(100);

        _time.Advance(TimeSpan.FromMilliseconds(30));
        poll.Left.ShouldBe(70);

        _time.Advance(TimeSpan.FromHours(1));
        poll.Left.ShouldBe(0);
    }

    [Fact]
    public void A_part_of_a_millisecond_is_waited_for()
    {
        var poll = new PollTime(_time, 100);

        _time.Advance(TimeSpan.FromMilliseconds(99.5));

        poll.Left.ShouldBe(1);
    }

    [Fact]
    public void Who_has_no_time_does_not_wait() => new PollTime(_time, 0).Left.ShouldBe(0);
}
