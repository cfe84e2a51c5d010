using NetWatch.Plugins.Ebpf.Hooks;

namespace NetWatch.Plugins.Ebpf.Tests.Hooks;

public sealed class KprobeCheckTests
{
    [Fact]
    public void The_kernel_verifies_the_program_and_says_whether_it_has_kprobes()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess || !File.Exists("/sys/kernel/btf/vmlinux")) return;
        string? refusal = KprobeCheck.Try(out bool isVerified);
        if (refusal?.Contains("make the map", StringComparison.Ordinal) == true) return;
        isVerified.ShouldBeTrue(refusal);
        if (refusal is not null) refusal.ShouldContain("probe");
    }
}
