using NetWatch.Plugins.Attribution.Processes;

namespace NetWatch.Plugins.SockDiag.Tests.Processes;

public sealed class ControlGroupTests
{
    const string Id = "3f4e5a6b7c8d9e0f1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6f7081";

    [Theory]
    [InlineData("/docker/" + Id, "3f4e5a6b7c8d")]
    [InlineData("/system.slice/docker-" + Id + ".scope", "3f4e5a6b7c8d")]
    [InlineData("/kubepods/burstable/pod1234/" + Id, "3f4e5a6b7c8d")]
    [InlineData("/kubepods.slice/kubepods-pod12.slice/cri-containerd-" + Id + ".scope", "3f4e5a6b7c8d")]
    [InlineData("/kubepods.slice/kubepods-pod12.slice/crio-" + Id + ".scope", "3f4e5a6b7c8d")]
    [InlineData("/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-" + Id + ".scope/container", "3f4e5a6b7c8d")]
    [InlineData("/lxc/web1/system.slice/nginx.service", "web1")]
    [InlineData("/lxc.payload.db", "db")]
    [InlineData("/machine.slice/machine-my\\x2dbox.scope", "my-box")]
    [InlineData("/machine.slice/systemd-nspawn@dev.service/payload", "dev")]
    public void The_container_is_found_however_its_engine_names_it(string path, string container) => ControlGroup.Container(path).ShouldBe(container);

    [Theory]
    [InlineData("/")]
    [InlineData("/system.slice/nginx.service")]
    [InlineData("/user.slice/user-1000.slice/session-3.scope")]
    [InlineData("/docker/3f4e5a6b7c8d")]
    [InlineData("/system.slice/docker-XYZ.scope")]
    [InlineData("")]
    public void What_is_no_container_is_not_taken_for_one(string path) => ControlGroup.Container(path).ShouldBeNull();

    [Theory]
    [InlineData("/system.slice/nginx.service", "nginx.service")]
    [InlineData("/user.slice/user-1000.slice/user@1000.service/app.slice/app-firefox.service", "app-firefox.service")]
    [InlineData("/user.slice/user-1000.slice/session-3.scope", "session-3.scope")]
    [InlineData("/system.slice/ssh.socket", "ssh.socket")]
    [InlineData("/docker/" + Id, null)]
    public void The_unit_is_the_innermost_service_or_else_a_scope(string path, string? unit) => ControlGroup.Unit(path).ShouldBe(unit);

    [Fact]
    public void Among_the_hierarchies_the_one_that_says_most_is_chosen()
    {
        ControlGroup.Choose(["4:memory:/docker/" + Id, "1:name=systemd:/system.slice/docker.service", "0::/"]).ShouldBe("/docker/" + Id);
        ControlGroup.Choose(["4:memory:/a", "1:name=systemd:/system.slice/x.service", "0::/"]).ShouldBe("/system.slice/x.service");
        ControlGroup.Choose(["4:memory:/a", "0::/system.slice/y.service"]).ShouldBe("/system.slice/y.service");
        ControlGroup.Choose(["no hierarchy at all"]).ShouldBeNull();
    }
}
