using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Plugins.Dhcp;

/// <summary>Makes the fact of a message; null when the bytes are none.</summary>
/// <param name="bytes">The message.</param>
/// <param name="spare">A fact made before that nobody keeps, which may become the one of this message, or null.</param>
delegate Fact? MessageReading(ReadOnlySpan<byte> bytes, Fact? spare);
