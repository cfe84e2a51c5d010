using NetWatch.Plugins.Capture.Privilege;

namespace NetWatch.Plugins.AfPacket.Tests.Privilege;

public sealed class ProcessCapabilitiesTests
{
    [Fact]
    public void The_status_of_a_process_is_read()
    {
        ProcessCapabilities process = ProcessCapabilities.Parse(
            "Name:\tnetwatch\nUid:\t1000\t1001\t1000\t1000\nCapInh:\t0000000000000000\nCapEff:\t0000000000002000\nCapBnd:\t000001fffeffffff\nNoNewPrivs:\t1\n");

        process.ShouldBe(new ProcessCapabilities(0x2000, 0x1fffeffffff, 1001, NoNewPrivileges: true));
        process.HasNetRaw.ShouldBeTrue();
        process.CanGainNetRaw.ShouldBeTrue();
    }

    [Theory]
    [InlineData("")]
    [InlineData("CapEff:\tzzzz\nUid:\t\nnonsense\n:\n")]
    public void What_is_missing_or_broken_grants_nothing(string status)
    {
        ProcessCapabilities process = ProcessCapabilities.Parse(status);

        process.HasNetRaw.ShouldBeFalse();
        process.CanGainNetRaw.ShouldBeTrue();
        process.EffectiveUserId.ShouldBe(uint.MaxValue);
    }
}
