using NetWatch.Engine.Flows;
using NetWatch.Engine.Identification;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Plugins;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Host.Output;

/// <summary>Hands flows and facts to an export, past the filter. Keeps what the export throws from the packet thread.</summary>
sealed class ExportListener(IExportSession session, IFlowFilter? filter, object exporter, IExtensionFaults faults) : IFlowListener
{
    // Flows that are still open and had a transaction that passed. Those that a flow keeps need no note.
    readonly HashSet<long> _passed = [];

    /// <inheritdoc/>
    public bool KeepsFacts { get; } = session.KeepsFacts;

    /// <summary>Why nothing is written any longer, or null.</summary>
    internal Exception? Failure { get; private set; }

    /// <summary>Flows handed on.</summary>
    internal long Flows { get; private set; }

    public void OnFact(in FlowRecord flow, Fact fact, Timestamp time)
    {
        if (Failure is not null || (filter is not null && !Passes(filter, flow, fact))) return;
        try
        {
            session.OnFact(flow, fact, time);
        }
        catch (Exception error)
        {
            Fail(error);
        }
    }

    public void OnSettled(in FlowRecord flow, Timestamp time)
    {
        if (Failure is not null || (filter is not null && !filter.Matches(flow))) return;
        try
        {
            session.OnSettled(flow, time);
        }
        catch (Exception error)
        {
            Fail(error);
        }
    }

    public void OnFlow(in FlowRecord flow)
    {
        bool hasPassed = _passed.Count > 0 && _passed.Remove(flow.Id);
        if (Failure is not null || (filter is not null && !hasPassed && !filter.Matches(flow))) return;
        Flows++;
        try
        {
            session.OnFlow(flow);
        }
        catch (Exception error)
        {
            Fail(error);
        }
    }

    bool Passes(IFlowFilter filter, in FlowRecord flow, Fact fact)
    {
        if (!fact.IsTransaction) return filter.Matches(flow);
        if (!filter.Matches(flow, fact)) return false;
        if (!flow.Facts.Contains(fact)) _passed.Add(flow.Id);
        return true;
    }

    internal void Flush()
    {
        if (Failure is not null) return;
        try
        {
            session.Flush();
        }
        catch (Exception error)
        {
            Fail(error);
        }
    }

    /// <summary>Ends the export: the totals, and what is buffered.</summary>
    internal void End(in CaptureTotals totals)
    {
        try
        {
            if (Failure is null) session.OnEnd(totals);
            session.Dispose();
        }
        catch (Exception error)
        {
            Fail(error);
        }
    }

    void Fail(Exception error)
    {
        Failure ??= error;
        // The target is the user's disk or pipe; anything else is the exporter's own fault.
        if (error is not IOException) faults.Report(exporter, error);
    }
}
