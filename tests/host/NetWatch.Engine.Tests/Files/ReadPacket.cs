using NetWatch.Sdk.Packets;

namespace NetWatch.Engine.Tests.Files;

/// <summary>A packet that was read, kept beyond the call.</summary>
sealed record ReadPacket(long Time, int WireLength, LinkType LinkType, int InterfaceIndex, string Bytes);
