using NetWatch.Sdk.Packets;

namespace NetWatch.Sdk.Snapshots;

/// <summary>An address of an interface.</summary>
/// <param name="Address">The address.</param>
/// <param name="PrefixLength">Length of the prefix of its network, in bits.</param>
public readonly record struct InterfaceAddress(NetAddress Address, int PrefixLength);
