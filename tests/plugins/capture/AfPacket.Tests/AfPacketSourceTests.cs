using NetWatch.Sdk.Capture;

namespace NetWatch.Plugins.AfPacket.Tests;

public sealed class AfPacketSourceTests
{
    [Fact]
    public void Availability_always_has_a_reason_and_a_remedy_where_it_is_missing()
    {
        CaptureAvailability availability = new AfPacketSource().CheckAvailability();

        availability.Reason.ShouldNotBeEmpty();
        if (!availability.IsAvailable) availability.Remedy.ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData("nosuch0")]
    [InlineData("")]
    [InlineData("a-name-that-no-interface-can-have")]
    public void An_interface_that_is_not_there_is_an_error_with_a_remedy(string name) =>
        Should.Throw<CaptureException>(() => new AfPacketSource().Open(new CaptureOptions { Interface = name })).Remedy.ShouldNotBeNullOrEmpty();
}
