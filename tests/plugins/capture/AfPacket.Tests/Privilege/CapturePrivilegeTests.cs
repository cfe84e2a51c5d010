using NetWatch.Plugins.Capture.Privilege;
using NetWatch.Sdk.Capture;

namespace NetWatch.Plugins.AfPacket.Tests.Privilege;

public sealed class CapturePrivilegeTests
{
    const ulong NetRaw = 1UL << 13;
    static readonly ProcessCapabilities User = new(0, ulong.MaxValue, 1000, NoNewPrivileges: false);
    static readonly ProgramCommand Installed = new("/opt/netwatch/netwatch", ["netwatch", "capture", "-i", "eth0"]);
    static readonly ProgramCommand ByDotnet = new("/usr/lib/dotnet/dotnet", ["/home/a b/netwatch.dll", "capture", "-i", "eth0"]);

    [Fact]
    public void With_the_capability_nothing_stands_in_the_way() =>
        CapturePrivilege.FindObstacle(User with { Effective = NetRaw }, true, Installed).ShouldBeNull();

    [Fact]
    public void A_user_is_told_to_grant_the_capability_to_the_executable()
    {
        CaptureAvailability obstacle = CapturePrivilege.FindObstacle(User, true, Installed).ShouldNotBeNull();

        obstacle.IsAvailable.ShouldBeFalse();
        obstacle.Reason.ShouldContain("CAP_NET_RAW is missing");
        obstacle.Remedy.ShouldBe("sudo setcap cap_net_raw,cap_net_admin+eip /opt/netwatch/netwatch");
    }

    [Fact]
    public void The_shared_dotnet_host_never_gets_the_capability() =>
        CapturePrivilege.FindObstacle(User, true, ByDotnet)!.Remedy
            .ShouldBe("sudo /usr/lib/dotnet/dotnet '/home/a b/netwatch.dll' capture -i eth0");

    [Fact]
    public void A_path_is_quoted_as_a_shell_wants_it() =>
        new ProgramCommand("/home/o'neil/net watch", ["x"]).GrantCommand
            .ShouldBe("sudo setcap cap_net_raw,cap_net_admin+eip '/home/o'\\''neil/net watch'");

    [Fact]
    public void A_container_that_withholds_the_capability_is_named_and_setcap_is_not() =>
        CapturePrivilege.FindObstacle(User with { EffectiveUserId = 0, Bounding = 0 }, true, Installed)!
            .ShouldSatisfyAllConditions(
                o => o.Reason.ShouldContain("container"),
                o => o.Remedy!.ShouldContain("--cap-add NET_RAW"),
                o => o.Remedy!.ShouldNotContain("setcap"));

    [Fact]
    public void All_capabilities_of_a_user_namespace_count_for_nothing_in_a_network_it_does_not_own()
    {
        CaptureAvailability obstacle =
            CapturePrivilege.FindObstacle(User with { Effective = ulong.MaxValue, EffectiveUserId = 0 }, namespaceWithinReach: false, Installed)!;

        obstacle.Reason.ShouldContain("user namespace");
        obstacle.Remedy!.ShouldStartWith("outside of the namespace");
    }

    [Fact]
    public void Under_no_new_privs_a_file_capability_would_not_help() =>
        CapturePrivilege.FindObstacle(User with { NoNewPrivileges = true }, true, Installed)!.Remedy
            .ShouldBe("from a shell without no_new_privs: sudo /opt/netwatch/netwatch capture -i eth0");

    [Fact]
    public void Root_without_the_capability_is_told_so() =>
        CapturePrivilege.FindObstacle(User with { EffectiveUserId = 0 }, true, Installed)!.Reason.ShouldContain("root runs this process without");
}
