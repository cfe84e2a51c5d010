using NetWatch.Sdk.Export;

namespace NetWatch.Engine.Filters;

/// <summary>A comparison of a number of the headers or the counters.</summary>
sealed class NumberNode(NumberField which, NumberTest test, string text) : FilterNode
{
    internal override bool NeedsFlow => which is not (NumberField.Port or NumberField.SourcePort or NumberField.DestinationPort or NumberField.Length);

    internal override bool Matches(in FilterSubject subject)
    {
        int count = Read(subject, out double first, out double second);
        if (count == 0) return false;
        bool passes = test.Passes(first) || (count == 2 && test.Passes(second));
        return passes != test.IsNegated;
    }

    public override string ToString() => text;

    // How many values the field has here: 0 when it is not known, 2 for the ports of both ends.
    int Read(in FilterSubject subject, out double first, out double second)
    {
        first = second = 0;
        switch (which)
        {
            case NumberField.Port or NumberField.SourcePort or NumberField.DestinationPort: return Ports(subject, out first, out second);
            case NumberField.Length:
                if (!subject.IsPacket) return 0;
                first = subject.Packet.WireLength;
                return 1;
            default: return subject.HasFlow ? OfFlow(subject.Flow, out first) : 0;
        }
    }

    int Ports(in FilterSubject subject, out double first, out double second)
    {
        first = second = 0;
        if (!subject.HasPorts) return 0;
        first = which == NumberField.DestinationPort ? subject.Tuple.DestinationPort : subject.Tuple.SourcePort;
        second = subject.Tuple.DestinationPort;
        return which == NumberField.Port ? 2 : 1;
    }

    int OfFlow(in FlowRecord flow, out double value)
    {
        value = which switch
        {
            NumberField.Bytes => flow.BytesToServer + flow.BytesToClient,
            NumberField.Packets => flow.PacketsToServer + flow.PacketsToClient,
            NumberField.Duration => (flow.End.Nanoseconds - flow.Start.Nanoseconds) / 1e9,
            NumberField.RoundTripTime => flow.RoundTripTime?.TotalMilliseconds ?? double.NaN,
            NumberField.Retransmissions => flow.Retransmissions,
            _ => flow.VlanId,
        };
        return double.IsNaN(value) ? 0 : 1;
    }
}
