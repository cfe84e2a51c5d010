using System.Collections.Immutable;
using NetWatch.Sdk.Collection;
using NetWatch.Sdk.Tabs;

namespace NetWatch.Host.Collection;

/// <summary>Says why there is no report.</summary>
sealed record RefusedReport(long Version, DateTimeOffset TakenAt, string Title, string Sentence) : IReportSnapshot
{
    public ReportState State => ReportState.Failed;

    public ImmutableArray<ReportLine> Lines { get; } = [new(null, Sentence, StyleRole.Alert)];
}
