using System.Collections.Immutable;
using NetWatch.Host.Commands;
using NetWatch.PluginHost.Declarations;
using NetWatch.Sdk.Collection;
using NetWatch.Sdk.Plugins;
using NetWatch.Sdk.Tabs;

namespace NetWatch.Host.Configuration.Page;

/// <summary>The collectors: how often each runs, how it stands, and what can be set of it.</summary>
static class CollectorRows
{
    static readonly ImmutableArray<string> Steps = ["200ms", "500ms", "1s", "2s", "5s", "10s", "30s", "1m", "5m"];

    internal static IEnumerable<SettingsRow> Of(PageSources sources, SettingRows rows)
    {
        ImmutableArray<CollectorStatus> all = sources.Store.Get<CollectorsSnapshot>()?.Collectors ?? [];
        foreach (CollectorStatus status in all) yield return Cadence(status, sources.Settings);
        foreach (CollectorDeclaration declaration in sources.Extensions.Catalog.Plugins.SelectMany(static plugin => plugin.Extensions).OfType<CollectorDeclaration>()
            .Where(each => all.Any(status => status.Id == each.Id)).OrderBy(static each => each.Id, StringComparer.Ordinal))
        {
            foreach (CollectorSetting setting in declaration.LiveSettings)
                yield return rows.Of($"collectors.{declaration.Id}.{setting.Key}", $"{declaration.Id} {setting.Key}", isLive: true);
        }

        foreach (CollectorStatus status in all) yield return rows.Of($"collectors.{status.Id}.enabled", $"{status.Id} enabled", isLive: true);
    }

    static SettingsRow Cadence(CollectorStatus status, Settings settings)
    {
        string key = ConfigurationSchema.CadenceOf(status.Id);
        SettingValue value = settings.Find(key);
        return new SettingsRow(status.Id, DurationText.Of(status.Cadence))
        {
            Key = key,
            Input = SettingInput.Step,
            Entered = DurationText.Of(status.Cadence),
            IsLive = true,
            Choices = Steps,
            Origin = PageText.Origin(value),
            IsChanged = value.Origin == SettingOrigin.Here,
            Cost = State(status),
            Role = RoleOf(status.State),
            Note = Note(status),
            Meaning = "How often it runs.",
            CanRetry = status.State == CollectorState.Out,
        };
    }

    static string State(CollectorStatus status) => status.State switch
    {
        CollectorState.Starting => "starting",
        CollectorState.Current => $"current, takes {PageText.Span(status.LastDuration)}",
        CollectorState.Stale => $"stale since {PageText.Clock(status.Since)}",
        CollectorState.Stalled => $"stalled since {PageText.Clock(status.Since)}",
        CollectorState.Failing => $"failing since {PageText.Clock(status.Since)}",
        CollectorState.Out => $"out since {PageText.Clock(status.Since)}",
        _ => "off",
    };

    static string? Note(CollectorStatus status)
    {
        string[] parts =
        [
            status.Notice ?? "",
            status.LastSuccess is { } success ? $"Last run {PageText.Clock(success)}, {PageText.Count(status.Runs, "run")}" : "",
            Part(status.Skipped, "skipped", "skipped"), Part(status.Faults, "fault"), Part(status.Stalls, "stall"), Part(status.EventsDropped, "event dropped", "events dropped"),
        ];
        string text = string.Join(" · ", parts.Where(static part => part.Length > 0));
        return text.Length == 0 ? null : text;
    }

    static string Part(long count, string one, string? many = null) => count == 0 ? "" : PageText.Count(count, one, many);

    static StyleRole RoleOf(CollectorState state) => state switch
    {
        CollectorState.Stale or CollectorState.Failing => StyleRole.Warning,
        CollectorState.Stalled or CollectorState.Out => StyleRole.Alert,
        CollectorState.Off or CollectorState.Starting => StyleRole.Muted,
        _ => StyleRole.Default,
    };
}
