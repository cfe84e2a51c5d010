using System.Collections.Immutable;
using System.Globalization;
using NetWatch.Sdk.Collection;
using NetWatch.Sdk.Tabs;
using NetWatch.Sdk.Tabs.Widgets;

namespace NetWatch.Terminal.Shell;

/// <summary>All collectors: how each stands, since when, and what it cost; the chosen one can be called more or less often, or turned off.</summary>
sealed class CollectorsOverlay(FrameSnapshots snapshots, IShellEvents events, Action retry, TimeProvider time) : Overlay
{
    static readonly TimeSpan[] Steps =
    [
        TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5),
        TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(300),
    ];

    int _chosen;

    protected override string Title => "Collectors";

    protected override string Foot => "↑↓ choose · + - more or less often · o off or on · R retries · Esc closes";

    ImmutableArray<CollectorStatus> All => snapshots.Get<CollectorsSnapshot>()?.Collectors ?? [];

    protected override void Build(List<OverlayLine> lines)
    {
        ImmutableArray<CollectorStatus> all = All;
        if (all.IsEmpty) lines.Add(new OverlayLine(null, "No collectors run here.", TextRole: StyleRole.Muted));
        _chosen = Math.Clamp(_chosen, 0, Math.Max(0, all.Length - 1));
        for (int i = 0; i < all.Length; i++)
        {
            CollectorStatus status = all[i];
            string mark = i == _chosen ? "▸ " : "  ";
            lines.Add(new OverlayLine(mark + status.Id, Words(status), i == _chosen ? StyleRole.Accent : StyleRole.Default, RoleOf(status.State)));
            if (Costs(status) is { Length: > 0 } costs) lines.Add(new OverlayLine("", costs, TextRole: StyleRole.Muted));
            if (status.Notice is { Length: > 0 } notice)
                lines.Add(new OverlayLine("", notice, TextRole: status.IsBehind ? StyleRole.Warning : StyleRole.Muted));
        }
    }

    protected override bool OnOwnKey(in KeyPress key)
    {
        if (key.Is('R') || key.Is('r')) retry();
        else if (key.Is('+') || key.Is('=')) Change(-1);
        else if (key.Is('-')) Change(1);
        else if (key.Is('o') && All is { Length: > 0 } all) events.SetEnabled(all[_chosen].Id, all[_chosen].State == CollectorState.Off);
        return !key.Is('c');
    }

    protected override bool OnMove(int rows)
    {
        _chosen = Math.Clamp(_chosen + rows, 0, Math.Max(0, All.Length - 1));
        return true;
    }

    void Change(int direction)
    {
        ImmutableArray<CollectorStatus> all = All;
        if (_chosen >= all.Length) return;
        TimeSpan cadence = all[_chosen].Cadence;
        TimeSpan next = direction < 0 ? Steps.LastOrDefault(step => step < cadence, Steps[0]) : Steps.FirstOrDefault(step => step > cadence, Steps[^1]);
        events.SetCadence(all[_chosen].Id, next);
    }

    string Words(CollectorStatus status)
    {
        string every = $"every {Span(status.Cadence)}";
        string since = $"since {status.Since.ToLocalTime().ToString("HH:mm:ss", CultureInfo.InvariantCulture)} ({Span(time.GetUtcNow() - status.Since)})";
        return status.State switch
        {
            CollectorState.Starting => $"starting, {every}",
            CollectorState.Current => string.Create(CultureInfo.InvariantCulture, $"current, {every}, takes {Span(status.LastDuration)}, {status.Runs:N0} runs"),
            CollectorState.Stale => $"stale {since}, {every}",
            CollectorState.Stalled => $"stalled {since}: a call has not come back",
            CollectorState.Failing => $"failing {since}, tried again {every}",
            CollectorState.Out => $"taken out {since}; R tries it again",
            _ => "off; o turns it on",
        };
    }

    static string Costs(CollectorStatus status)
    {
        var parts = new List<string>();
        Add(parts, status.Skipped, "skipped");
        Add(parts, status.Faults, "faults");
        Add(parts, status.Stalls, "stalls");
        Add(parts, status.EventsDropped, "events dropped");
        return string.Join(" · ", parts);
    }

    static void Add(List<string> parts, long count, string what)
    {
        if (count > 0) parts.Add(string.Create(CultureInfo.InvariantCulture, $"{count:N0} {what}"));
    }

    static string Span(TimeSpan span)
    {
        Span<char> buffer = stackalloc char[Units.MaxLength];
        return Units.Duration(span, buffer).ToString();
    }

    static StyleRole RoleOf(CollectorState state) => state switch
    {
        CollectorState.Current => StyleRole.Default,
        CollectorState.Stale or CollectorState.Failing => StyleRole.Warning,
        CollectorState.Stalled or CollectorState.Out => StyleRole.Alert,
        _ => StyleRole.Muted,
    };
}
