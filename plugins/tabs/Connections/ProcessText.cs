using System.Globalization;
using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Tabs;

namespace NetWatch.Plugins.Connections;

/// <summary>A process in a cell. Weak evidence is never shown as a fact.</summary>
static class ProcessText
{
    /// <summary>Name and pid; with a question mark where only the port speaks for it. Of a name that has no room the end goes, and the pid stays.</summary>
    internal static ReadOnlySpan<char> Short(SocketOwner owner, int width, Span<char> buffer)
    {
        Span<char> tail = stackalloc char[16];
        int length = 0;
        if (owner.Evidence == AttributionEvidence.Port) tail[length++] = '?';
        tail[length++] = ' ';
        owner.Process.Pid.TryFormat(tail[length..], out int digits, default, CultureInfo.InvariantCulture);
        tail = tail[..(length + digits)];
        string name = owner.Process.Name;
        int room = Math.Max(1, Math.Min(width, buffer.Length) - tail.Length), kept = Math.Min(name.Length, room);
        name.AsSpan(0, kept).CopyTo(buffer);
        if (kept < name.Length) buffer[kept - 1] = '…';
        tail.CopyTo(buffer[kept..]);
        return buffer[..(kept + tail.Length)];
    }

    internal static Style StyleOf(SocketOwner owner, Style plain) => owner.Evidence >= AttributionEvidence.Inode ? plain : StyleRole.Muted;
}
