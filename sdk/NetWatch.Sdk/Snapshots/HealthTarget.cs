using System.Collections.Immutable;
using NetWatch.Sdk.Packets;

namespace NetWatch.Sdk.Snapshots;

/// <summary>A host that is probed.</summary>
/// <param name="Role">What it is to this machine.</param>
/// <param name="Address">Its address.</param>
public sealed record HealthTarget(HealthRole Role, NetAddress Address)
{
    /// <summary>The name that the user gave, or null.</summary>
    public string? Name { get; init; }

    /// <summary>How it is probed now.</summary>
    public ProbeMethod Method { get; init; }

    /// <summary>Probes of the window: at most the last 60.</summary>
    public int Sent { get; init; }

    /// <summary>How many of them were answered.</summary>
    public int Answered { get; init; }

    /// <summary>Round-trip time of the latest answer, or null when none of the window was answered.</summary>
    public TimeSpan? Last { get; init; }

    /// <summary>The median of the window, or null.</summary>
    public TimeSpan? Median { get; init; }

    /// <summary>The mean difference between two answers that follow each other (as RFC 3550 §6.4.1 means jitter), or null.</summary>
    public TimeSpan? Jitter { get; init; }

    /// <summary>Round-trip times of the window in microseconds, oldest first; -1 for a probe that was not answered.</summary>
    public ImmutableArray<long> History { get; init; } = [];

    /// <summary>Part of the probes that was lost, 0 to 1; 0 before the first probe.</summary>
    public double Loss => Sent == 0 ? 0 : 1 - (double)Answered / Sent;

    /// <summary>Whether one of the last three probes was answered.</summary>
    public bool IsReachable
    {
        get
        {
            for (int i = History.Length - 1; i >= Math.Max(0, History.Length - 3); i--)
            {
                if (History[i] >= 0) return true;
            }

            return false;
        }
    }
}
