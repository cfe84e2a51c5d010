using System.Collections.Immutable;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Sdk.Collection;

/// <summary>What an on-demand collector has found so far: a snapshot that can also be shown as lines in a window.</summary>
public interface IReportSnapshot : ISnapshot
{
    /// <summary>The title of the window, for instance <c>Route to 192.0.2.1</c>.</summary>
    string Title { get; }

    /// <summary>Whether more will come.</summary>
    ReportState State { get; }

    /// <summary>The lines, at most some hundreds. The screen cleans them of control characters.</summary>
    ImmutableArray<ReportLine> Lines { get; }
}
