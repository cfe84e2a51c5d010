using System.Globalization;
using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Tabs;

namespace NetWatch.Plugins.Connections;

/// <summary>A process in a cell. Weak evidence is never shown as a fact.</summary>
static class ProcessText
{
    /// <summary>Name and pid; with a question mark where only the port speaks for it.</summary>
    internal static ReadOnlySpan<char> Short(SocketOwner owner, Span<char> buffer)
    {
        string name = owner.Process.Name;
        ReadOnlySpan<char> mark = owner.Evidence == AttributionEvidence.Port ? "?" : "";
        int length = Math.Min(name.Length, buffer.Length - 16);
        name.AsSpan(0, length).CopyTo(buffer);
        return buffer[length..].TryWrite(CultureInfo.InvariantCulture, $"{mark} {owner.Process.Pid}", out int written) ? buffer[..(length + written)] : buffer[..length];
    }

    internal static Style StyleOf(SocketOwner owner, Style plain) => owner.Evidence >= AttributionEvidence.Inode ? plain : StyleRole.Muted;
}
