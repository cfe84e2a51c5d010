using System.Collections.Immutable;

namespace NetWatch.Sdk.Snapshots;

/// <summary>An interface as it is set up.</summary>
/// <param name="Index">The kernel's index.</param>
/// <param name="Name">The name.</param>
public sealed record InterfaceConfig(int Index, string Name)
{
    /// <summary>Whether it is set up and its link is there.</summary>
    public bool IsUp { get; init; }

    /// <summary>Whether the administrator has set it up, link or not.</summary>
    public bool IsEnabled { get; init; }

    /// <summary>Whether it is a loopback interface.</summary>
    public bool IsLoopback { get; init; }

    /// <summary>The kind of a virtual interface as the kernel names it (<c>veth</c>, <c>bridge</c>, <c>wireguard</c> …); empty for hardware.</summary>
    public string Kind { get; init; } = "";

    /// <summary>The hardware address in colon form; empty where there is none.</summary>
    public string HardwareAddress { get; init; } = "";

    /// <summary>Largest packet in bytes.</summary>
    public int Mtu { get; init; }

    /// <summary>Its addresses.</summary>
    public ImmutableArray<InterfaceAddress> Addresses { get; init; } = [];
}
