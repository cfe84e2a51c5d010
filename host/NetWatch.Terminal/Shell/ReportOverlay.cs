using NetWatch.Sdk.Collection;
using NetWatch.Sdk.Tabs;

namespace NetWatch.Terminal.Shell;

/// <summary>What an on-demand collector has found, as it comes.</summary>
sealed class ReportOverlay(ShellReport report) : Overlay
{
    const int MostLines = 1_000;

    protected override string Title => report.Latest()?.Title is { Length: > 0 } title ? title : report.Title;

    protected override string Foot => report.Latest() switch
    {
        null or { State: ReportState.Running } => "running · Esc ends it",
        _ => "Esc closes",
    };

    /// <inheritdoc/>
    public override void OnClosed() => report.Close();

    protected override void Build(List<OverlayLine> lines)
    {
        IReportSnapshot? latest = report.Latest();
        if (latest is null || latest.Lines.IsDefaultOrEmpty)
        {
            lines.Add(new OverlayLine(null, "Waiting for the first answer …", TextRole: StyleRole.Muted));
            return;
        }

        for (int i = 0; i < latest.Lines.Length && i < MostLines; i++)
        {
            ReportLine line = latest.Lines[i];
            lines.Add(new OverlayLine(line.Name, line.Text ?? "", TextRole: line.Role));
        }
    }
}
