using NetWatch.Sdk.Packets;

namespace NetWatch.Sdk.Protocols;

/// <summary>The bytes that a dissector is to explain. Lives only during the call.</summary>
public readonly ref struct DissectionInput
{
    /// <summary>
    /// On datagrams the payload. On streams all bytes of the direction that are at hand without a gap up to the end of the packet,
    /// in order.
    /// </summary>
    public required ReadOnlySpan<byte> Bytes { get; init; }

    /// <summary>Where in <see cref="Bytes"/> those of the packet begin: 0 on datagrams. Only messages that reach beyond it need be shown.</summary>
    public int PacketStart { get; init; }

    /// <summary>Whether <see cref="Bytes"/> begins with the first byte of its direction; otherwise it begins in the middle of something.</summary>
    public bool StartsAtFirstByte { get; init; }

    /// <summary>Whether the capture cut the packet.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>The transport.</summary>
    public required Transport Transport { get; init; }

    /// <summary>Who sent the packet.</summary>
    public required FlowDirection Direction { get; init; }

    /// <summary>Port of the sender.</summary>
    public ushort SourcePort { get; init; }

    /// <summary>Port of the receiver.</summary>
    public ushort DestinationPort { get; init; }
}
