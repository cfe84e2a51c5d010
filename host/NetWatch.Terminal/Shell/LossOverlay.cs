using System.Globalization;
using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Tabs;

namespace NetWatch.Terminal.Shell;

/// <summary>What is wrong, in full: the notice of the source, every counter of loss with its meaning, every fault with what can be done.</summary>
sealed class LossOverlay(FrameSnapshots snapshots, Func<IReadOnlyList<ShellFault>> faults, Action retry) : Overlay
{
    protected override string Title => "Losses and faults";

    protected override string Foot => faults().Count > 0 ? "R retries · Esc closes" : "Esc closes";

    protected override void Build(List<OverlayLine> lines)
    {
        EngineSnapshot? engine = snapshots.Get<EngineSnapshot>();
        if (engine?.Notice is { Length: > 0 } notice)
        {
            lines.Add(OverlayLine.Heading("Notice"));
            lines.Add(new OverlayLine(null, notice, TextRole: engine.State == SourceState.Failed ? StyleRole.Alert : StyleRole.Warning));
            lines.Add(OverlayLine.Blank);
        }

        AddDrops(lines, engine);
        AddPace(lines, snapshots.Get<PacketsSnapshot>());
        lines.Add(OverlayLine.Blank);
        AddFaults(lines);
    }

    protected override bool OnOwnKey(in KeyPress key)
    {
        if (key.Is('R') || key.Is('r')) retry();
        return !key.Is('!');
    }

    static void AddDrops(List<OverlayLine> lines, EngineSnapshot? engine)
    {
        lines.Add(OverlayLine.Heading("Lost or given up"));
        if (engine is null || engine.Drops.IsDefaultOrEmpty)
        {
            lines.Add(new OverlayLine(null, "The source counts no losses.", TextRole: StyleRole.Muted));
            return;
        }

        foreach (DropCounter drop in engine.Drops)
        {
            StyleRole role = drop.Count > 0 && !drop.IsOrdinary ? StyleRole.Alert : StyleRole.Muted;
            lines.Add(new OverlayLine(string.Create(CultureInfo.InvariantCulture, $"{drop.Count:N0} {drop.Name}"), drop.Meaning, role));
        }
    }

    // Whether it goes on being lost, and whether the engine keeps up.
    static void AddPace(List<OverlayLine> lines, PacketsSnapshot? packets)
    {
        if (packets is null) return;
        double lost = 0;
        foreach (DropRate drop in packets.Drops) lost += drop.Counter.IsOrdinary ? 0 : drop.PerSecond;
        lines.Add(OverlayLine.Blank);
        lines.Add(OverlayLine.Heading("Now"));
        lines.Add(new OverlayLine(string.Create(CultureInfo.InvariantCulture, $"{lost:N0} a second"), "are lost now, on all ways together.", lost > 0 ? StyleRole.Alert : StyleRole.Muted));
        if (packets.Lag is { } lag)
            lines.Add(new OverlayLine(string.Create(CultureInfo.InvariantCulture, $"{lag.TotalMilliseconds:N0} ms"), "lies the engine behind the wire.", StyleRole.Muted));
    }

    void AddFaults(List<OverlayLine> lines)
    {
        lines.Add(OverlayLine.Heading("Faults"));
        IReadOnlyList<ShellFault> all = faults();
        if (all.Count == 0) lines.Add(new OverlayLine(null, "No plugin has failed.", TextRole: StyleRole.Muted));
        foreach (ShellFault fault in all)
        {
            lines.Add(new OverlayLine(fault.PluginId, fault.Reason, StyleRole.Alert));
            string times = fault.Count == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" ({fault.Count} times)");
            string at = fault.At.ToLocalTime().ToString("HH:mm:ss", CultureInfo.InvariantCulture);
            lines.Add(new OverlayLine("", $"{fault.NextStep ?? "Press R to try it again."} Last at {at}{times}.", TextRole: StyleRole.Muted));
        }
    }
}
