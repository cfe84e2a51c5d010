using NetWatch.Plugins.Capture.Lifetime;

namespace NetWatch.Plugins.AfPacket.Tests.Lifetime;

public sealed class PollGateTests
{
    readonly PollGate _gate = new();

    [Fact]
    public void Who_closes_an_idle_session_releases_it_once()
    {
        _gate.TryClose().ShouldBeTrue();
        _gate.TryClose().ShouldBeFalse();
        _gate.TryEnter().ShouldBeFalse();
        _gate.IsClosing.ShouldBeTrue();
    }

    [Fact]
    public void Who_polls_while_it_is_closed_releases_it()
    {
        _gate.TryEnter().ShouldBeTrue();
        _gate.TryClose().ShouldBeFalse();
        _gate.IsClosing.ShouldBeTrue();
        _gate.TryLeave().ShouldBeFalse();
        _gate.TryEnter().ShouldBeFalse();
        _gate.TryClose().ShouldBeFalse();
    }

    [Fact]
    public void An_open_session_is_polled_again_and_again()
    {
        for (int i = 0; i < 3; i++)
        {
            _gate.TryEnter().ShouldBeTrue();
            _gate.TryLeave().ShouldBeTrue();
        }
        _gate.IsClosing.ShouldBeFalse();
    }
}
