namespace NetWatch.Sdk.Packets;

/// <summary>
/// Which end of a flow sent something. The initiator is the sender of the SYN where one was seen, otherwise the sender of
/// the first packet, unless that came from the usual port of a protocol to a port of none.
/// </summary>
public enum FlowDirection : byte
{
    /// <summary>Sent by the side that opened the flow.</summary>
    FromInitiator = 0,
    /// <summary>Sent by the side that was contacted.</summary>
    FromResponder = 1,
}
