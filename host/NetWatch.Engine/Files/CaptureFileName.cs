using NetWatch.Sdk.Packets;

namespace NetWatch.Engine.Files;

/// <summary>A name that a capture file gives to an address.</summary>
/// <param name="Address">The address.</param>
/// <param name="Name">Its name.</param>
public sealed record CaptureFileName(NetAddress Address, string Name);
