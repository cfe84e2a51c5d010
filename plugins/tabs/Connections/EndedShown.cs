namespace NetWatch.Plugins.Connections;

/// <summary>Which of what has ended is listed while packets come live.</summary>
enum EndedShown
{
    /// <summary>What ended within the last minute.</summary>
    Lately = 0,
    /// <summary>Everything that is still known.</summary>
    All,
    /// <summary>Nothing: what is open now.</summary>
    None,
}
