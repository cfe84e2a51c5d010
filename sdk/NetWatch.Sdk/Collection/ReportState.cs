namespace NetWatch.Sdk.Collection;

/// <summary>How a request stands.</summary>
public enum ReportState : byte
{
    /// <summary>More will come.</summary>
    Running = 0,
    /// <summary>All was found that can be.</summary>
    Done = 1,
    /// <summary>It failed, or was refused; a line says why and what to do.</summary>
    Failed = 2,
}
