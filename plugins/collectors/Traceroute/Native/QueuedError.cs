using NetWatch.Sdk.Packets;

namespace NetWatch.Plugins.Traceroute.Native;

/// <summary>What an error queue, or the socket itself, has told of a probe.</summary>
/// <param name="Offender">Who sent the ICMP error, or none for an answer of the target itself.</param>
/// <param name="IsExceeded">Whether the probe ran out of hops on the way; else it arrived, or was refused where it should arrive.</param>
/// <param name="Port">The port that the probe was sent to.</param>
/// <param name="Sequence">The sequence number of an echo request or reply.</param>
/// <param name="Received">When it was received, in nanoseconds of wall time.</param>
readonly record struct QueuedError(NetAddress Offender, bool IsExceeded, ushort Port, ushort Sequence, long Received);
