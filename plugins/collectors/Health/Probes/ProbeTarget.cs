using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Plugins.Health.Probes;

/// <summary>A host to probe.</summary>
/// <param name="Role">What it is to this machine.</param>
/// <param name="Address">Its address.</param>
/// <param name="InterfaceIndex">The interface of a link-local address, or 0.</param>
/// <param name="Name">The name that the user gave, or null.</param>
sealed record ProbeTarget(HealthRole Role, NetAddress Address, int InterfaceIndex, string? Name = null);
