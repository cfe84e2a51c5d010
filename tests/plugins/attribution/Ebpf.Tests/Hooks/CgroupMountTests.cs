using NetWatch.Plugins.Ebpf.Hooks;

namespace NetWatch.Plugins.Ebpf.Tests.Hooks;

public sealed class CgroupMountTests
{
    [Fact]
    public void The_unified_hierarchy_is_found_beside_older_ones() => CgroupMount.Find(
        ["tmpfs /sys/fs/cgroup tmpfs rw 0 0", "cgroup /sys/fs/cgroup/cpu cgroup rw,cpu 0 0", "cgroup2 /sys/fs/cgroup/unified cgroup2 rw 0 0"])
        .ShouldBe("/sys/fs/cgroup/unified");

    [Fact]
    public void Without_one_there_is_none() => CgroupMount.Find(["proc /proc proc rw 0 0", "", "x"]).ShouldBeNull();
}
