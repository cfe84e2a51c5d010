using NetWatch.Host.Attribution;
using NetWatch.Host.Composition;
using NetWatch.Sdk.Attribution;

namespace NetWatch.Host.Diagnosis;

/// <summary>How the processes of connections are found: each source is opened as a capture would open it, and closed again.</summary>
static class ProcessCheck
{
    internal const string Area = "processes";

    internal static IReadOnlyList<Finding> Run(Extensions extensions, TimeProvider time)
    {
        using AttributionSources sources = AttributionSources.Open(extensions, time);
        if (sources.All.Count == 0) return [new Finding(Area, "sources", FindingState.Missing, "No attribution plugin is installed: flows have no process.", "netwatch plugin list")];
        return [.. sources.All.Select(static source => Of(source.First))];
    }

    static Finding Of(AttributionSourceRow source)
    {
        FindingState state = source.Status.State switch
        {
            AttributionState.Active => FindingState.Good,
            AttributionState.Limited => FindingState.Limited,
            AttributionState.Unavailable => FindingState.Missing,
            _ => FindingState.NotSupported,
        };
        string backend = source.Status.Backend is { } used ? $" Backend: {used}." : "";
        return new Finding(Area, source.Id, state, $"Evidence {source.Evidence.Word()}. {source.Status.Reason}{backend}", source.Status.Remedy);
    }
}
