using System.Runtime.InteropServices;

namespace NetWatch.Plugins.AfPacket;

/// <summary>The kernel refused something that was asked of a packet socket. Becomes a capture error at the plugin's edge.</summary>
/// <param name="what">What was asked, as it follows "can't".</param>
/// <param name="error">The kernel's error number.</param>
internal sealed class PacketSocketException(string what, int error)
    : Exception($"can't {what}: {Marshal.GetPInvokeErrorMessage(error)}")
{
    /// <summary>The kernel's error number.</summary>
    internal int Error { get; } = error;
}
