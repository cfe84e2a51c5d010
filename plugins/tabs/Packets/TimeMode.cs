namespace NetWatch.Plugins.Packets;

/// <summary>What the time column shows.</summary>
enum TimeMode
{
    /// <summary>Seconds since the first packet.</summary>
    Relative = 0,

    /// <summary>The time of day where the screen is.</summary>
    Clock,

    /// <summary>Seconds since the packet above.</summary>
    Delta,
}
