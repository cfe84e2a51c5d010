using NetWatch.Plugins.Ebpf.Hooks;
using NetWatch.Sdk.Attribution;

namespace NetWatch.Plugins.Ebpf.Tests.Hooks;

public sealed class PrivilegeTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("nw-priv").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("000001ffffffffff", null)]
    [InlineData("0000000000200000", null)]
    [InlineData("000000c000001000", null)]
    [InlineData("000000c000000000", AttributionState.Limited)]
    [InlineData("0000008000001000", AttributionState.Unavailable)]
    [InlineData("0000000000000000", AttributionState.Unavailable)]
    [InlineData("nonsense", AttributionState.Unavailable)]
    public void The_capabilities_decide(string effective, AttributionState? state)
    {
        File.WriteAllText(Path.Combine(_folder, "status"), $"Name:\tx\nCapEff:\t{effective}\n");
        File.WriteAllText(Path.Combine(_folder, "btf"), "");
        ((AttributionState?)Obstacle("btf")?.State).ShouldBe(state);
        if (state is not null) Obstacle("btf")!.Remedy.ShouldBe("sudo netwatch");
    }

    [Fact]
    public void A_kernel_without_types_is_not_supported() => Obstacle("missing")!.State.ShouldBe(AttributionState.NotSupported);

    AttributionStatus? Obstacle(string types) =>
        Privilege.FindObstacle(Path.Combine(_folder, types), Path.Combine(_folder, "status"), Path.Combine(_folder, "pid"), "netwatch");
}
