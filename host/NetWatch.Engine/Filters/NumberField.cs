namespace NetWatch.Engine.Filters;

/// <summary>The fields that hold numbers.</summary>
enum NumberField : byte
{
    Port,
    SourcePort,
    DestinationPort,
    Bytes,
    Packets,
    Duration,
    RoundTripTime,
    Retransmissions,
    Length,
    Vlan,
}
