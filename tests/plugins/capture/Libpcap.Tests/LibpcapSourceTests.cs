using NetWatch.Sdk.Capture;

namespace NetWatch.Plugins.Libpcap.Tests;

public sealed class LibpcapSourceTests
{
    [Fact]
    public void Without_the_library_everything_says_what_to_install()
    {
        LibpcapSource source = LibpcapSource.WithLibrary("libnosuchpcap.so.9");

        CaptureAvailability availability = source.CheckAvailability();
        availability.IsAvailable.ShouldBeFalse();
        availability.Reason.ShouldContain("libnosuchpcap.so.9");
        availability.Remedy.ShouldNotBeNullOrEmpty();
        source.ListInterfaces().ShouldBeEmpty();
        Should.Throw<CaptureException>(() => source.Open(new CaptureOptions { Interface = "eth0" })).Remedy.ShouldBe(availability.Remedy);
    }

    [Fact]
    public void A_library_that_is_not_libpcap_is_passed_over() =>
        LibpcapSource.WithLibrary("libc.so.6", "libSystem.dylib", "kernel32.dll").CheckAvailability().IsAvailable.ShouldBeFalse();
}
