using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Plugins.Dhcp;

/// <summary>Makes the fact of a message; null when the bytes are none.</summary>
delegate Fact? MessageReading(ReadOnlySpan<byte> bytes);
