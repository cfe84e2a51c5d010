namespace NetWatch.Sdk.Collection;

/// <summary>Takes the reports of one request. Any thread.</summary>
public interface ICollectionReports
{
    /// <summary>The clock.</summary>
    TimeProvider Time { get; }

    /// <summary>The version for the next report.</summary>
    long NextVersion { get; }

    /// <summary>Shows a report in place of the one before. Dropped when the request was cancelled.</summary>
    void Publish(IReportSnapshot report);
}
