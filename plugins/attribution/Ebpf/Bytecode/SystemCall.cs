using System.Runtime.InteropServices;

namespace NetWatch.Plugins.Ebpf.Bytecode;

/// <summary>Where the number of the running system call stands, and which numbers execute a program; they differ between processors.</summary>
internal static class SystemCall
{
    /// <summary>The field of struct pt_regs; null for processors that are not known.</summary>
    internal static string? Field => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => "orig_ax",
        Architecture.Arm64 => "syscallno",
        _ => null,
    };

    /// <summary>execve(2) and execveat(2).</summary>
    internal static (int Execute, int ExecuteAt) Execution => RuntimeInformation.ProcessArchitecture == Architecture.X64 ? (59, 322) : (221, 281);
}
