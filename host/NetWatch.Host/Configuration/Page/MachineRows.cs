using System.Collections.Immutable;
using NetWatch.Host.Diagnosis;
using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Plugins;
using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Tabs;

namespace NetWatch.Host.Configuration.Page;

/// <summary>How capture, the search for processes and the rights of the program stand.</summary>
static class MachineRows
{
    internal static IEnumerable<SettingsRow> Of(PageSources sources, ImmutableArray<Finding> findings)
    {
        yield return Source(sources.Store.Get<EngineSnapshot>());
        foreach (AttributionSourceRow source in sources.Store.Get<AttributionSnapshot>()?.Sources ?? []) yield return Attribution(source);
        foreach (Finding finding in findings)
        {
            yield return new SettingsRow(finding.Name, finding.Sentence)
            {
                Role = finding.State switch { FindingState.Good or FindingState.NotSupported => StyleRole.Default, FindingState.Broken => StyleRole.Alert, _ => StyleRole.Warning },
                Note = finding.Remedy is { } remedy ? $"{finding.Sentence} Remedy: {remedy}" : finding.Sentence,
                Meaning = "netwatch doctor says more.",
            };
        }
    }

    static SettingsRow Source(EngineSnapshot? engine) => new("source", string.IsNullOrEmpty(engine?.Source) ? "none" : engine.Source)
    {
        Role = engine?.State switch { SourceState.Running => StyleRole.Good, SourceState.Failed => StyleRole.Alert, _ => StyleRole.Default },
        Cost = engine?.State switch { SourceState.Running => "running", SourceState.Ended => "ended", SourceState.Failed => "failed", _ => "nothing opened" },
        Note = engine?.Notice,
        Meaning = "Where packets come from; chosen at the start with -i, --source or -r.",
    };

    static SettingsRow Attribution(AttributionSourceRow source) => new($"processes by {source.Id}", source.Status.State switch
    {
        AttributionState.Active => source.Status.Backend ?? "active",
        AttributionState.Limited => "limited",
        AttributionState.Unavailable => "unavailable",
        _ => "not here",
    })
    {
        Role = source.Status.State switch { AttributionState.Active => StyleRole.Good, AttributionState.Limited or AttributionState.Unavailable => StyleRole.Warning, _ => StyleRole.Muted },
        Cost = source.Counters.Lost > 0 ? PageText.Count(source.Counters.Lost, "event lost", "events lost") : "",
        Note = source.Status.Remedy is { } remedy ? $"{source.Status.Reason} Remedy: {remedy}" : source.Status.Reason,
    };
}
