using NetWatch.Sdk.Attribution;

namespace NetWatch.Host.Attribution;

/// <summary>Says in one sentence what is missing for every flow to have its process.</summary>
static class AttributionNotice
{
    /// <summary>The sentence, or null when nothing is missing.</summary>
    internal static string? Of(IReadOnlyList<AttributionSourceRow> sources)
    {
        AttributionSourceRow? worst = null;
        foreach (AttributionSourceRow source in sources)
        {
            if (source.Evidence == AttributionEvidence.Exact && source.Status.State == AttributionState.Active) return Lost(source);
            // Of what could be better, the one with the best evidence; other platforms' sources can't.
            if (source.Status is { State: AttributionState.Unavailable or AttributionState.Limited, Remedy: not null }) worst ??= source;
        }

        if (worst is null) return sources.Count == 0 ? "No attribution plugin is installed: flows have no process." : null;
        string remedy = worst.Status.Remedy is { } next ? $" {Sentence(next)}" : "";
        return $"{worst.Status.Reason}{remedy}";
    }

    /// <summary>How processes are found, for the start of a capture.</summary>
    internal static string? Summary(IReadOnlyList<AttributionSourceRow> sources)
    {
        IEnumerable<string> used = sources.Where(static source => source.Status.IsUsable && (source.Status.State == AttributionState.Active || source.Status.Remedy is not null))
            .Select(static source => source.Status.Backend is { } backend ? $"{source.Id} ({backend})" : source.Id);
        string list = string.Join(", ", used);
        return list.Length == 0 ? null : $"processes by {list}";
    }

    /// <summary>What was lost on the way to the flows, for the end of a capture; null when nothing was.</summary>
    internal static string? Lost(AttributionRun run)
    {
        IReadOnlyList<AttributionSourceRow> rows = run.Rows;
        long events = run.Flows.Lost + LostEvents(rows), others = rows.Sum(static source => source.Counters.Lost) - LostEvents(rows);
        if (events > 0) return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{events} events of sockets were lost: as many may lack their process");
        return others == 0 ? null
            : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"the kernel had no room for messages on ended sockets {others} times: their last counts are missing");
    }

    /// <summary>Says that records did not wait for their process; null when all did.</summary>
    internal static string? Hurried(AttributedListener listener) => listener.Hurried == 0 ? null
        : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{listener.Hurried} records were written before their process was known: too many were waiting");

    /// <summary>What the sources of events have lost. What the others lose costs no flow its process.</summary>
    internal static long LostEvents(IReadOnlyList<AttributionSourceRow> sources) =>
        sources.Where(static source => source.Evidence == AttributionEvidence.Exact).Sum(static source => source.Counters.Lost);

    static string? Lost(AttributionSourceRow source) => source.Counters.Lost == 0 ? null
        : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{source.Counters.Lost} kernel events were lost: as many sockets may lack their process.");

    // A remedy is a sentence, or a command, which begins in lower case.
    static string Sentence(string remedy) => char.IsLower(remedy[0]) ? $"Run: {remedy}" : remedy;
}
