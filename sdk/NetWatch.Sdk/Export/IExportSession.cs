using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Sdk.Export;

/// <summary>
/// One running export. All calls come from one thread; an <see cref="IOException"/> of the target ends the export with a message,
/// any other exception quarantines the exporter. Disposing writes what is buffered and leaves the target open.
/// </summary>
public interface IExportSession : IDisposable
{
    /// <summary>
    /// Whether a fact is still looked at when the call that brought it is over. A session that does not, because it has written what it wants by
    /// then, spares the analyzers from making each anew. The facts of a <see cref="FlowRecord"/> never change either way.
    /// </summary>
    bool KeepsFacts => true;

    /// <summary>A transaction was seen (a fact with <see cref="Fact.IsTransaction"/>), or a fact that is new to its flow.</summary>
    void OnFact(in FlowRecord flow, Fact fact, Timestamp time);

    /// <summary>
    /// The opening of a labelled flow is told: its analyzer has learnt all it can, or the flow ends. Called once for each labelled
    /// flow, before <see cref="OnFlow"/>; the place to write one record for a handshake that is made of several facts.
    /// </summary>
    void OnSettled(in FlowRecord flow, Timestamp time)
    {
    }

    /// <summary>A flow has ended; called once for each.</summary>
    void OnFlow(in FlowRecord flow);

    /// <summary>The capture is over; called once, last.</summary>
    void OnEnd(in CaptureTotals totals);

    /// <summary>Writes what is buffered to the target. Called after each batch of a live capture.</summary>
    void Flush();
}
