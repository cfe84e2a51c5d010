namespace NetWatch.Engine.Flows;

[Flags]
enum FlowFlags : byte
{
    None = 0,
    MidStream = 1,
    Tunneled = 2,
    /// <summary>Payload no longer goes to identification or analysis.</summary>
    CountOnly = 4,
    SynSeen = 8,
    SynAckSeen = 16,
    FinFromInitiator = 32,
    FinFromResponder = 64,
    /// <summary>Labelled, and nothing is held of it until its next datagram.</summary>
    Resting = 128,
}
