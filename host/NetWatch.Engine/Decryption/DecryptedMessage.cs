using NetWatch.Sdk.Packets;

namespace NetWatch.Engine.Decryption;

/// <summary>A message that was decrypted beside the streams.</summary>
sealed record DecryptedMessage(string Protocol, string Kind, long Number, FlowDirection Direction, long Time, byte[] Bytes);
