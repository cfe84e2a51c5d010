using System.Collections.Immutable;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Engine;

/// <summary>
/// What a worker has seen and what it gave up. Written by the worker alone; other threads read numbers that may be one packet old.
/// </summary>
public sealed class EngineCounters
{
    /// <summary>Packets processed.</summary>
    public long Packets { get; internal set; }

    /// <summary>Bytes of them on the wire.</summary>
    public long Bytes { get; internal set; }

    /// <summary>Flows seen.</summary>
    public long Flows { get; internal set; }

    /// <summary>Flows that left the table early because it was full.</summary>
    public long FlowsEvicted { get; internal set; }

    /// <summary>Gaps in streams that were passed over.</summary>
    public long StreamGaps { get; internal set; }

    /// <summary>Bytes missing in those gaps.</summary>
    public long MissingBytes { get; internal set; }

    /// <summary>Segments that could not wait for a gap to close because too much was waiting already.</summary>
    public long HeldRefused { get; internal set; }

    /// <summary>Flows left without a label because too many were undecided at once.</summary>
    public long UndecidedGivenUp { get; internal set; }

    /// <summary>Facts beyond the number that a flow keeps.</summary>
    public long FactsNotKept { get; internal set; }

    /// <summary>Announced flows that are no longer waited for because too many are.</summary>
    public long ExpectationsGivenUp { get; internal set; }

    /// <summary>Transactions kept for filters that went for newer ones.</summary>
    public long TransactionsGivenUp { get; internal set; }

    /// <summary>Marks of moving flows that went for newer ones.</summary>
    public long MarksGivenUp { get; internal set; }

    /// <summary>Labels that a parser took back.</summary>
    public long Violations { get; internal set; }

    /// <summary>All counts of something lost, with a sentence on each.</summary>
    public ImmutableArray<DropCounter> Drops() =>
    [
        new("flows evicted", FlowsEvicted, "Flows that left the table early because it was full."),
        new("stream gaps", StreamGaps, "Gaps in TCP streams that were passed over: the capture lost segments."),
        new("held refused", HeldRefused, "Segments that could not wait for a gap to close because too much was waiting already."),
        new("undecided", UndecidedGivenUp, "Flows left without a label because too many were undecided at once."),
        new("expected flows", ExpectationsGivenUp, "Announced flows, such as FTP data connections, that are not waited for because too many are."),
        new("transactions", TransactionsGivenUp, "Exchanges behind the first of their connections that filters no longer see, because newer ones are kept.") { IsOrdinary = true },
        new("flow marks", MarksGivenUp, "Marks by which moving connections are recognised that went for newer ones.") { IsOrdinary = true },
        new("facts", FactsNotKept, "Facts beyond the number that a flow record keeps; they were exported.") { IsOrdinary = true },
    ];
}
