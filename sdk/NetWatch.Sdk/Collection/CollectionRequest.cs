using NetWatch.Sdk.Packets;

namespace NetWatch.Sdk.Collection;

/// <summary>What the user wants to know something about: the other end of a connection, or a name that was typed.</summary>
public sealed record CollectionRequest
{
    /// <summary>The address, or none when only a name is known.</summary>
    public NetAddress Address { get; init; }

    /// <summary>The name that was seen for it, or null. From the wire: it may hold anything.</summary>
    public string? Name { get; init; }

    /// <summary>What the connection runs on, for probes that look like it; None when there is no connection.</summary>
    public Transport Transport { get; init; }

    /// <summary>The port at the other end, or 0.</summary>
    public ushort Port { get; init; }
}
