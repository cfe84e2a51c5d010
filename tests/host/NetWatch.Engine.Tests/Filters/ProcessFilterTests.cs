using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Export;

namespace NetWatch.Engine.Tests.Filters;

public sealed class ProcessFilterTests
{
    static readonly FlowRecord Flow = FilterSamples.Tls with
    {
        ClientProcess = Owner(4242, "curl", "/usr/bin/curl", user: 1000, container: null),
        ServerProcess = Owner(80, "nginx", "/usr/sbin/nginx", user: 33, container: "3f4e5a6b7c8d"),
    };

    [Theory]
    [InlineData("process:curl", true)]
    [InlineData("process:nginx", true)]
    [InlineData("process:sbin", true)]
    [InlineData("process:ssh", false)]
    [InlineData("process == curl", true)]
    [InlineData("process == cur", false)]
    [InlineData("process != ssh", true)]
    [InlineData("process != curl", false)]
    [InlineData("process ~ \"^ng\"", true)]
    [InlineData("process in {ssh nginx}", true)]
    [InlineData("pid == 4242", true)]
    [InlineData("pid:80", true)]
    [InlineData("pid:81", false)]
    [InlineData("uid < 100", true)]
    [InlineData("uid > 5000", false)]
    [InlineData("container:3f4e", true)]
    [InlineData("container:ffff", false)]
    [InlineData("process.evidence == exact", true)]
    [InlineData("process.exe:bin/curl", true)]
    [InlineData("process.parents:bash", true)]
    [InlineData("process:curl and not process:nginx", false)]
    public void A_process_at_either_end_passes(string expression, bool passes) => FilterSamples.Compile(expression).Matches(Flow).ShouldBe(passes);

    [Theory]
    [InlineData("process:curl")]
    [InlineData("process != curl")]
    [InlineData("pid > 0")]
    [InlineData("process.name:c")]
    public void A_flow_without_a_process_passes_nothing_that_asks_for_one(string expression) =>
        FilterSamples.Compile(expression).Matches(FilterSamples.Tls).ShouldBeFalse();

    static SocketOwner Owner(int pid, string name, string executable, long user, string? container) => new(
        new ProcessIdentity { Key = new ProcessKey(pid, 1), Name = name, Executable = executable, UserId = user, Container = container, Parents = [new(1, "bash")] },
        AttributionEvidence.Exact, "test");
}
