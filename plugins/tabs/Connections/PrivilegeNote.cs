using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Plugins.Connections;

/// <summary>Says below the list what more privilege would add to it. Made anew when that changes, not per frame.</summary>
sealed class PrivilegeNote
{
    (bool IsCapturing, string? Attribution, bool LacksProcesses) _of;

    /// <summary>The sentences; empty when nothing is missing.</summary>
    internal string Text { get; private set; } = "";

    internal void Update(EngineSnapshot? engine, AttributionSnapshot? attribution, bool lacksProcesses)
    {
        (bool IsCapturing, string? Attribution, bool LacksProcesses) of = (engine is not { State: SourceState.Failed }, attribution?.Notice, lacksProcesses);
        if (of == _of) return;
        _of = of;
        string packets = of.IsCapturing ? "" : "These are the kernel's sockets, looked at once a second. CAP_NET_RAW would add their packets, protocols and names.";
        string processes = of is { Attribution: { } notice } && (lacksProcesses || !of.IsCapturing) ? notice : "";
        Text = packets.Length > 0 && processes.Length > 0 ? $"{packets} {processes}" : packets + processes;
    }
}
