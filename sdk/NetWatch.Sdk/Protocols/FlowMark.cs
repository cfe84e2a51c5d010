using NetWatch.Sdk.Packets;

namespace NetWatch.Sdk.Protocols;

/// <summary>
/// Bytes by which a datagram between other ends shows that it goes on with a flow: a connection id that an end of the flow gave out
/// (RFC 9000 §9). Announced with <see cref="IFactSink.ExpectMove"/>. Lives only during that call; the host copies it.
/// </summary>
/// <remarks>
/// A new UDP flow is recognised by its first datagram when that has the mark, its first byte fits, and one end of the flow, address and
/// port, is one of the flow that announced it: peers may be hostile, and choose their ids.
/// </remarks>
public readonly ref struct FlowMark
{
    /// <summary>The shortest mark: fewer bytes are met by chance.</summary>
    public const int MinLength = 8;

    /// <summary>The longest mark.</summary>
    public const int MaxLength = 20;

    /// <summary>The largest offset.</summary>
    public const int MaxOffset = 63;

    /// <summary>The bytes: <see cref="MinLength"/> to <see cref="MaxLength"/>; others are ignored.</summary>
    public required ReadOnlySpan<byte> Bytes { get; init; }

    /// <summary>Where they stand in a datagram, from 0 to <see cref="MaxOffset"/>.</summary>
    public required int Offset { get; init; }

    /// <summary>The direction in which datagrams with it travel, as the announcing flow counts directions: to the end that gave it out.</summary>
    public required FlowDirection Direction { get; init; }

    /// <summary>Which bits of the first byte are fixed; 0 for none.</summary>
    public byte FirstByteMask { get; init; }

    /// <summary>What those bits are.</summary>
    public byte FirstByteBits { get; init; }
}
