namespace NetWatch.Engine.Decode;

/// <summary>What the decoder found on the way through one packet.</summary>
[Flags]
public enum PacketTraits : byte
{
    None = 0,
    /// <summary>An IP header was read.</summary>
    Ip = 1,
    /// <summary>The packet was inside a tunnel.</summary>
    Tunneled = 2,
    /// <summary>A header contradicts itself or what is around it.</summary>
    Malformed = 4,
    /// <summary>Bytes that the headers declare were not captured.</summary>
    Truncated = 8,
    /// <summary>A fragment that does not complete a datagram.</summary>
    Fragment = 16,
    /// <summary>A datagram put together of fragments.</summary>
    Reassembled = 32,
}
