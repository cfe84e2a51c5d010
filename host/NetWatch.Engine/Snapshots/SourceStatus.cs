using NetWatch.Sdk.Capture;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Engine.Snapshots;

/// <summary>What the source of packets is and how it stands.</summary>
public sealed record SourceStatus
{
    /// <summary>Name for the status line: interface and capture plugin, or a file name.</summary>
    public string Name { get; init; } = "";

    /// <summary>How it stands.</summary>
    public SourceState State { get; init; }

    /// <summary>Why nothing comes and what to do, or null.</summary>
    public string? Notice { get; init; }

    /// <summary>How much of a file was read, 0 to 1.</summary>
    public double Progress { get; init; }

    /// <summary>Counters of a live capture.</summary>
    public CaptureStatistics Statistics { get; init; }
}
