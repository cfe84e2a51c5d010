using System.Runtime.InteropServices;

namespace NetWatch.Plugins.Libpcap.Native;

/// <summary>struct bpf_program; the library allocates and frees the instructions.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct FilterProgram
{
    internal uint Length;
    internal void* Instructions;
}
