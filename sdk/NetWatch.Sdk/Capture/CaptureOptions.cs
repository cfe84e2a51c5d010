namespace NetWatch.Sdk.Capture;

/// <summary>What to open, and how.</summary>
public sealed record CaptureOptions
{
    /// <summary>Name of the interface, for instance <c>eth0</c>; <c>any</c> for all of them where the source can do that.</summary>
    public required string Interface { get; init; }

    /// <summary>How many bytes of each packet to take: 64 to 262,144.</summary>
    public int SnapLength { get; init; } = 262_144;

    /// <summary>Kernel buffer in bytes: 1 MiB to 1 GiB. The source rounds it to what the kernel takes.</summary>
    public int BufferBytes { get; init; } = 64 << 20;

    /// <summary>Whether to see packets of other hosts too.</summary>
    public bool Promiscuous { get; init; } = true;

    /// <summary>A BPF expression (pcap-filter(7)), or null. A source that can't compile one refuses it with a <see cref="CaptureException"/>.</summary>
    public string? BpfExpression { get; init; }

    /// <summary>
    /// Sessions that share this number (0 to 65,535) split the packets between them by flow (PACKET_FANOUT); null for all packets.
    /// </summary>
    public int? FanoutGroup { get; init; }
}
