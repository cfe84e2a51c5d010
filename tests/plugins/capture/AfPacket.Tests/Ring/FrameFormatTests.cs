using NetWatch.Plugins.AfPacket.Ring;
using NetWatch.Sdk.Packets;

namespace NetWatch.Plugins.AfPacket.Tests.Ring;

public sealed class FrameFormatTests
{
    [Theory]
    [InlineData(1, LinkType.Ethernet, FrameShape.Frame)]
    [InlineData(772, LinkType.Ethernet, FrameShape.Frame)]
    [InlineData(801, LinkType.Ieee80211, FrameShape.Frame)]
    [InlineData(802, LinkType.Ieee80211Prism, FrameShape.Frame)]
    [InlineData(803, LinkType.Ieee80211Radiotap, FrameShape.Frame)]
    [InlineData(0xfffe, LinkType.Raw, FrameShape.Packet)]
    [InlineData(519, LinkType.Raw, FrameShape.Packet)]
    [InlineData(768, LinkType.Raw, FrameShape.Packet)]
    [InlineData(776, LinkType.Raw, FrameShape.Packet)]
    [InlineData(512, LinkType.LinuxSll2, FrameShape.Cooked)]
    [InlineData(778, LinkType.LinuxSll2, FrameShape.Cooked)]
    [InlineData(4711, LinkType.LinuxSll2, FrameShape.Cooked)]
    public void The_hardware_type_decides_the_link_type(int hardware, LinkType linkType, FrameShape shape) =>
        FrameFormat.ForHardware((ushort)hardware, 1000).ShouldBe(new FrameFormat(linkType, shape, 1000));

    [Fact]
    public void The_kernel_copies_less_where_a_header_is_put_in_front()
    {
        FrameFormat.ForHardware(1, 1000).KernelSnapLength.ShouldBe(1000);
        FrameFormat.ForEveryInterface(1000).KernelSnapLength.ShouldBe(980);
    }
}
