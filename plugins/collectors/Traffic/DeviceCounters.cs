using NetWatch.Sdk.Snapshots;

namespace NetWatch.Plugins.Traffic;

/// <summary>A line of the kernel's table of interfaces.</summary>
readonly record struct DeviceCounters(string Name, InterfaceCounters Received, InterfaceCounters Sent);
