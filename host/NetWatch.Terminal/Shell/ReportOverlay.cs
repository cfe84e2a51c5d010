using System.Globalization;
using NetWatch.Sdk.Collection;
using NetWatch.Sdk.Tabs;

namespace NetWatch.Terminal.Shell;

/// <summary>What an on-demand collector has found, as it comes.</summary>
sealed class ReportOverlay(ShellReport report, TimeProvider time) : Overlay
{
    const int MostLines = 1_000;

    // What takes longer between two news may hang; the user sees it and can end it.
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    readonly DateTimeOffset _asked = time.GetUtcNow();

    protected override string Title => report.Latest()?.Title is { Length: > 0 } title ? title : report.Title;

    protected override string Foot => report.Latest() switch
    {
        null or { State: ReportState.Running } when Silent() is { } since => $"no news since {since.ToLocalTime().ToString("HH:mm:ss", CultureInfo.InvariantCulture)} · Esc ends it",
        null or { State: ReportState.Running } => "running · Esc ends it",
        _ => "Esc closes",
    };

    // Since when nothing has come, when that is long ago.
    DateTimeOffset? Silent()
    {
        DateTimeOffset last = report.Latest()?.TakenAt is { } taken && taken > _asked ? taken : _asked;
        return time.GetUtcNow() - last > Patience ? last : null;
    }

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
