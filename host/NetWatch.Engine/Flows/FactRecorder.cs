using NetWatch.Engine.Attribution;
using NetWatch.Engine.Identification;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Engine.Flows;

/// <summary>Adds facts to the flow that is being worked on, and tells the listener.</summary>
sealed class FactRecorder(FlowTable flows, ProtocolTable protocols, ExpectedFlows expected, MovingFlows moving, EngineOptions options, EngineCounters counters)
    : IFactSink
{
    readonly TransactionHistory? _transactions = options.MaxTransactions > 0 ? new TransactionHistory(options.MaxTransactions) : null;
    int _index;
    long _time;

    /// <summary>The latest ClientHello; whoever waits for one takes the one before away.</summary>
    internal TlsClientHello? Hello { get; set; }

    internal IFlowListener? Listener { get; set; }

    /// <summary>Knows the processes of flows; null for files.</summary>
    internal FlowAttribution? Attribution { get; set; }

    /// <summary>Sets the flow and the time that the next facts belong to.</summary>
    internal FactRecorder At(int index, long time)
    {
        _index = index;
        _time = time;
        return this;
    }

    /// <inheritdoc/>
    public void Publish(Fact fact) => Lend(fact);

    /// <inheritdoc/>
    public bool Lend(Fact fact)
    {
        if (fact is TlsClientHello hello) Hello = hello;
        ref Flow flow = ref flows[_index];
        if (fact.IsProvisional)
        {
            if (!IsSettled(flow.Facts, fact)) Keep(ref flow, fact);
            return false;
        }

        bool isNew = IsNewKind(flow.Facts, fact), isTransaction = fact.IsTransaction;
        if (isNew) Keep(ref flow, fact);
        else if (isTransaction) KeepTransaction(flow.Number, fact);
        if (Listener is not null && (isNew || isTransaction))
        {
            Attribution?.Attribute(ref flow);
            FlowRecord record = Record(flow, FlowEndReason.None);
            Listener.OnFact(record, fact, new Timestamp(_time));
        }

        // A note has no note of its own, so this ends.
        if (isNew && options.Annotator?.Annotate(fact) is { } note) Publish(note);
        return !isNew && _transactions is null && Listener?.KeepsFacts != true;
    }

    /// <inheritdoc/>
    public void Expect(ExpectedFlow flow)
    {
        if (protocols.Find(flow.Protocol) is >= 0 and int rank) expected.Add(flow, rank, _time);
    }

    /// <inheritdoc/>
    public void ExpectMove(in FlowMark mark) => moving.Add(mark, _index, flows[_index].Number);

    internal void Settle(int index, long time)
    {
        if (Listener is null) return;
        Attribution?.Attribute(ref flows[index]);
        FlowRecord record = Record(flows[index], FlowEndReason.None);
        Listener.OnSettled(record, new Timestamp(time));
    }

    static bool IsNewKind(Fact[]? facts, Fact fact)
    {
        if (facts is null) return true;
        string kind = fact.Kind, protocol = fact.Protocol;
        foreach (Fact known in facts)
        {
            if (known.Kind == kind && known.Protocol == protocol) return false;
        }

        return true;
    }

    // Whether something of the kind, or the transaction that it would be the beginning of, is there.
    static bool IsSettled(Fact[]? facts, Fact fact)
    {
        if (facts is null) return false;
        foreach (Fact known in facts)
        {
            if (known.Protocol == fact.Protocol && (known.IsTransaction || known.Kind == fact.Kind)) return true;
        }

        return false;
    }

    static int IndexOfProvisional(Fact[] facts, Fact fact)
    {
        for (int i = 0; fact.IsTransaction && i < facts.Length; i++)
        {
            if (facts[i].IsProvisional && facts[i].Protocol == fact.Protocol) return i;
        }

        return -1;
    }

    void Keep(ref Flow flow, Fact fact)
    {
        if (flow.Facts is null)
        {
            flow.Facts = [fact];
            return;
        }

        int provisional = IndexOfProvisional(flow.Facts, fact);
        if (provisional >= 0)
        {
            Fact[] replaced = [.. flow.Facts];
            replaced[provisional] = fact;
            flow.Facts = replaced;
            return;
        }

        if (flow.Facts.Length >= options.MaxFactsPerFlow)
        {
            counters.FactsNotKept++;
            return;
        }

        // Replaced, never changed: screens read the array from other threads.
        flow.Facts = [.. flow.Facts, fact];
    }

    /// <summary>A flow has left the table.</summary>
    void KeepTransaction(long flowNumber, Fact fact)
    {
        if (_transactions is null) return;
        _transactions.Add(flowNumber, fact);
        counters.TransactionsGivenUp = _transactions.GivenUp;
    }

    internal void End(long flowNumber) => _transactions?.End(flowNumber);

    /// <summary>The flow as exporters see it.</summary>
    internal FlowRecord Record(in Flow flow, FlowEndReason reason)
    {
        string? app = flow.App == 0 ? null : protocols[flow.App - 1].Id;
        bool isGuess = false;
        if (app is null && flow.Transport is Transport.Tcp or Transport.Udp)
        {
            app = protocols.GuessByPort(flow.Transport, flow.ResponderPort, flow.InitiatorPort);
            isGuess = app is not null;
        }

        return new FlowRecord
        {
            Id = FlowId.Of(flow),
            Tuple = flow.Tuple,
            Start = new Timestamp(flow.FirstTime),
            End = new Timestamp(flow.LastTime),
            PacketsToServer = flow.PacketsFromInitiator,
            PacketsToClient = flow.PacketsFromResponder,
            BytesToServer = flow.BytesFromInitiator,
            BytesToClient = flow.BytesFromResponder,
            TcpFlagsToServer = flow.TcpFlagsFromInitiator,
            TcpFlagsToClient = flow.TcpFlagsFromResponder,
            TcpState = flow.State,
            Retransmissions = flow.Retransmissions,
            MissingBytes = flow.MissingBytes,
            App = app,
            IsGuess = isGuess,
            InnerApp = flow.InnerApp == 0 ? null : protocols[flow.InnerApp - 1].Id,
            Apps = protocols.Names(flow.Apps),
            Decryption = flow.Decryption,
            RoundTripTime = flow.HasRoundTrip ? TimeSpan.FromTicks(flow.RoundTrip / 100) : null,
            VlanId = flow.VlanId,
            IsTunneled = (flow.Flags & FlowFlags.Tunneled) != 0,
            IsMidStream = (flow.Flags & FlowFlags.MidStream) != 0,
            ClientProcess = flow.Owners?.Client,
            ServerProcess = flow.Owners?.Server,
            EndReason = reason,
            Transactions = (IReadOnlyCollection<Fact>?)_transactions?.Find(flow.Number) ?? [],
            Facts = flow.Facts ?? [],
        };
    }
}
