using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Plugins.Connections;

/// <summary>Says below the list what more privilege would add to it. Made anew when that changes, not per frame.</summary>
sealed class PrivilegeNote
{
    (bool IsCapturing, string? Attribution, bool LacksProcesses) _of;

    /// <summary>The sentences, with the command; empty when nothing is missing.</summary>
    internal string Text { get; private set; } = "";

    /// <summary>The same in one line of eighty columns.</summary>
    internal string ShortText { get; private set; } = "";

    internal void Update(EngineSnapshot? engine, AttributionSnapshot? attribution, bool lacksProcesses)
    {
        (bool IsCapturing, string? Attribution, bool LacksProcesses) of = (engine is not { State: SourceState.Failed }, attribution?.Notice, lacksProcesses);
        if (of == _of) return;
        _of = of;
        string packets = of.IsCapturing ? "" : "These are the kernel's sockets, looked at once a second. CAP_NET_RAW would add their packets, protocols and names.";
        string processes = of is { Attribution: { } notice } && (lacksProcesses || !of.IsCapturing) ? notice : "";
        ShortText = (packets.Length > 0, processes.Length > 0) switch
        {
            (true, true) => "Sockets by the kernel; CAP_NET_RAW adds packets and names, root all processes.",
            (true, false) => "Sockets by the kernel; CAP_NET_RAW adds packets, protocols and names.",
            (false, true) => "Root would add the processes of other users and of short connections.",
            _ => "",
        };
        Text = packets.Length > 0 && processes.Length > 0 ? $"{packets} {processes}" : packets + processes;
    }
}
