using NetWatch.Sdk.Packets;

namespace NetWatch.Sdk.Snapshots;

/// <summary>A DNS server that the machine asks.</summary>
/// <param name="Address">Its address.</param>
/// <param name="InterfaceIndex">For link-local addresses, the interface that it is on; else 0.</param>
public readonly record struct DnsServer(NetAddress Address, int InterfaceIndex);
