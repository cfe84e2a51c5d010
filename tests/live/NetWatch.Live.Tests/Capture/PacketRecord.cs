using NetWatch.Sdk.Packets;

namespace NetWatch.Live.Tests.Capture;

/// <summary>A captured packet that was kept.</summary>
public sealed record PacketRecord(byte[] Bytes, Timestamp Time, int WireLength, LinkType LinkType);
