using NetWatch.Plugins.AfPacket.Interfaces;
using NetWatch.Sdk.Capture;

namespace NetWatch.Plugins.AfPacket.Tests.Interfaces;

public sealed class InterfaceOrderTests
{
    [Fact]
    public void The_way_out_comes_first_then_what_is_up_then_all_then_loopback_then_what_is_down()
    {
        InterfaceEntry[] entries =
        [
            Entry("dead0", isUp: false, isPhysical: true), Entry("lo", isLoopback: true), Entry("docker0"), Entry("wlan0", route: 1),
            Entry("eth1", isPhysical: true), Entry("eth0", route: 0),
        ];

        InterfaceEntry.InOrder(entries).Select(i => i.Name).ShouldBe(["eth0", "wlan0", "eth1", "docker0", "any", "lo", "dead0"]);
    }

    [Fact]
    public void A_description_says_what_it_is_how_fast_and_whether_it_leads_out()
    {
        CaptureInterface fast = InterfaceEntry.InOrder([Entry("eth0", route: 0) with { SpeedMegabits = 10_000 }])[0];
        CaptureInterface slow = InterfaceEntry.InOrder([Entry("eth1") with { SpeedMegabits = 100 }])[0];
        CaptureInterface down = InterfaceEntry.InOrder([Entry("eth2", isUp: false)])[1];

        fast.Description.ShouldBe("Ethernet, 10 Gb/s, default route");
        slow.Description.ShouldBe("Ethernet, 100 Mb/s");
        down.Description.ShouldBe("Ethernet, down");
    }

    static InterfaceEntry Entry(string name, bool isUp = true, bool isLoopback = false, bool isPhysical = false, int route = -1) =>
        new(name, "Ethernet", 0, isUp, isLoopback, isPhysical, route);
}
