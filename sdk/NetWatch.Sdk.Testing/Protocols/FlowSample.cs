using NetWatch.Sdk.Packets;

namespace NetWatch.Sdk.Testing.Protocols;

/// <summary>A flow for tests: its ports and what both ends say, in order. Immutable.</summary>
public sealed record FlowSample
{
    /// <summary>What the sample shows, for failure messages.</summary>
    public required string Name { get; init; }

    /// <summary>The transport: TCP or UDP.</summary>
    public required Transport Transport { get; init; }

    /// <summary>Address of the initiator. Default 192.0.2.1 (RFC 5737).</summary>
    public NetAddress InitiatorAddress { get; init; } = NetAddress.FromIPv4(0xC000_0201);

    /// <summary>Address of the responder. Default 198.51.100.1 (RFC 5737).</summary>
    public NetAddress ResponderAddress { get; init; } = NetAddress.FromIPv4(0xC633_6401);

    /// <summary>Port of the initiator. Default 40000.</summary>
    public ushort InitiatorPort { get; init; } = 40000;

    /// <summary>Port of the responder.</summary>
    public required ushort ResponderPort { get; init; }

    /// <summary>Whether the flow was joined in the middle, so that the first byte is not the first that was sent.</summary>
    public bool IsMidStream { get; init; }

    /// <summary>Time before the first turn. Default 2026-01-01T00:00:00Z.</summary>
    public Timestamp Start { get; init; } = new(1_767_225_600_000_000_000);

    /// <summary>What is said, in order.</summary>
    public required IReadOnlyList<FlowTurn> Turns { get; init; }

    /// <summary>The five-tuple, from the initiator.</summary>
    public FiveTuple Tuple => new(Transport, InitiatorAddress, InitiatorPort, ResponderAddress, ResponderPort);

    /// <summary>A TCP connection to a port.</summary>
    public static FlowSample Tcp(string name, ushort port, params IReadOnlyList<FlowTurn> turns) =>
        new() { Name = name, Transport = Transport.Tcp, ResponderPort = port, Turns = turns };

    /// <summary>A UDP exchange with a port; each turn is a datagram.</summary>
    public static FlowSample Udp(string name, ushort port, params IReadOnlyList<FlowTurn> turns) =>
        new() { Name = name, Transport = Transport.Udp, ResponderPort = port, Turns = turns };

    /// <summary>The name, so that failing theories can be read.</summary>
    public override string ToString() => Name;
}
