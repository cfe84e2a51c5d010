using NetWatch.Sdk.Packets;

namespace NetWatch.Plugins.Libpcap.Tests;

public sealed class LinkTypesTests
{
    [Theory]
    [InlineData(1, LinkType.Ethernet)]
    [InlineData(12, LinkType.Raw)]
    [InlineData(14, LinkType.Raw)]
    [InlineData(113, LinkType.LinuxSll)]
    [InlineData(127, LinkType.Ieee80211Radiotap)]
    [InlineData(276, LinkType.LinuxSll2)]
    public void Numbers_that_differ_between_systems_become_those_of_files(int dlt, LinkType expected) => LinkTypes.FromDlt(dlt).ShouldBe(expected);
}
