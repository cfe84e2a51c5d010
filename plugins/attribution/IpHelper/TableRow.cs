using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Packets;

namespace NetWatch.Plugins.IpHelper;

/// <summary>A row of a table.</summary>
/// <param name="Local">The socket, from its own end.</param>
/// <param name="State">Its state.</param>
/// <param name="IsIPv6">Whether it is an IPv6 socket.</param>
/// <param name="Pid">The process.</param>
public readonly record struct TableRow(FiveTuple Local, SocketState State, bool IsIPv6, int Pid);
