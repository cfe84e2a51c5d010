namespace NetWatch.Sdk.Packets;

/// <summary>A set of transports, for the declaration of a protocol.</summary>
[Flags]
public enum Transports
{
    /// <summary>No transport: such a declaration is refused at load.</summary>
    None = 0,
    /// <summary>TCP.</summary>
    Tcp = 1,
    /// <summary>UDP.</summary>
    Udp = 2,
    /// <summary>
    /// The streams inside of QUIC. Chosen by ALPN (<see cref="NetWatch.Sdk.Protocols.ProtocolAttribute.Alpn"/>); the analyzer is an
    /// <see cref="NetWatch.Sdk.Protocols.IMultiStreamAnalyzer"/>.
    /// </summary>
    Quic = 4,
    /// <summary>TCP and UDP.</summary>
    Both = Tcp | Udp,
}
