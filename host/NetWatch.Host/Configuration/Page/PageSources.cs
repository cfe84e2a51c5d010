using NetWatch.Engine;
using NetWatch.Engine.Snapshots;
using NetWatch.Host.Collection;
using NetWatch.Host.Composition;
using NetWatch.Host.Decryption;
using NetWatch.Host.Fingerprints;
using NetWatch.Terminal.Shell;

namespace NetWatch.Host.Configuration.Page;

/// <summary>The parts of a run that the Settings tab shows and changes.</summary>
sealed record PageSources(Settings Settings, KeySources Keys, Extensions Extensions, SnapshotStore Store, CollectorScheduler Collectors, TimeProvider Time)
{
    /// <summary>The engine that runs.</summary>
    internal required Func<PacketPipeline?> Pipeline { get; init; }

    /// <summary>Names clients.</summary>
    internal required LiveAnnotator Annotator { get; init; }

    /// <summary>Whether packets come from the wire.</summary>
    internal bool IsLive { get; init; }

    /// <summary>The screen; null before there is one.</summary>
    internal IScreenSettings? Screen { get; set; }
}
