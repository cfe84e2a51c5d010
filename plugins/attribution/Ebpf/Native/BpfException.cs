using System.Runtime.InteropServices;

namespace NetWatch.Plugins.Ebpf.Native;

/// <summary>The kernel refused something that was asked by bpf(2). Becomes a status at the plugin's edge.</summary>
/// <param name="what">What was asked, as it follows "can't".</param>
/// <param name="error">The kernel's error number.</param>
/// <param name="log">What the verifier said of a program, or null.</param>
internal sealed class BpfException(string what, int error, string? log = null)
    : Exception($"can't {what}: {Marshal.GetPInvokeErrorMessage(error)}")
{
    /// <summary>The kernel's error number.</summary>
    internal int Error { get; } = error;

    /// <summary>What the verifier said, or null.</summary>
    internal string? Log { get; } = log;
}
