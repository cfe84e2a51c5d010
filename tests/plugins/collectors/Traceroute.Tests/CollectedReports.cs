using NetWatch.Sdk.Collection;

namespace NetWatch.Plugins.Traceroute.Tests;

/// <summary>Keeps all reports.</summary>
sealed class CollectedReports : ICollectionReports
{
    internal List<IReportSnapshot> All { get; } = [];

    public TimeProvider Time => TimeProvider.System;

    public long NextVersion => All.Count + 1;

    public void Publish(IReportSnapshot report) => All.Add(report);
}
