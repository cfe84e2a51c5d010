using NetWatch.Sdk.Collection;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Host.Tests.Documentation;

[OnDemandCollector("echo", typeof(TracerouteSnapshot))]
public sealed class EchoCollector : IOnDemandCollector
{
    public void Run(CollectionRequest request, ICollectionReports reports, CancellationToken cancellation) =>
        reports.Publish(new TracerouteSnapshot
        {
            Version = reports.NextVersion,
            TakenAt = reports.Time.GetUtcNow(),
            Title = $"You asked for {request.Address}",
            State = ReportState.Done,
            Lines = [new ReportLine("port", $"{request.Port}")],
        });
}
