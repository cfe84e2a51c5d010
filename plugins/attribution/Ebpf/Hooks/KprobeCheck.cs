using Microsoft.Win32.SafeHandles;
using NetWatch.Plugins.Ebpf.Btf;
using NetWatch.Plugins.Ebpf.Native;
using NetWatch.Plugins.Ebpf.Programs;

namespace NetWatch.Plugins.Ebpf.Hooks;

/// <summary>Tries the program of the kprobe on this kernel.</summary>
public static class KprobeCheck
{
    /// <summary>
    /// Has the kernel verify the program and attach it, and takes it off again. Null when both work, else what the kernel refused; whether it was
    /// verified is told as well, since a kernel without kprobes verifies a program that it can't attach.
    /// </summary>
    public static string? Try(out bool isVerified)
    {
        isVerified = false;
        try
        {
            var layout = new KernelLayout(KernelTypes.Parse(File.ReadAllBytes("/sys/kernel/btf/vmlinux")));
            using var maps = new Maps(64 << 10);
            using SafeFileHandle program = Bpf.LoadProgram(KprobeProgram.Make(layout, maps));
            isVerified = true;
            PerfEvent.AttachToFunction(program, KprobeProgram.Function).Dispose();
            return null;
        }
        catch (BpfException refusal)
        {
            return refusal.Message + refusal.Log;
        }
    }
}
