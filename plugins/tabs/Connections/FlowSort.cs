namespace NetWatch.Plugins.Connections;

/// <summary>What the rows are ordered by.</summary>
enum FlowSort
{
    /// <summary>As the flows began: a row keeps its place.</summary>
    Arrival = 0,
    DownRate,
    UpRate,
    Total,
    Server,
    Protocol,
    RoundTrip,
    Age,
    Process,
}
