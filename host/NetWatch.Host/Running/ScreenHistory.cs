using System.Collections.Immutable;
using NetWatch.Engine;
using NetWatch.Sdk.Decryption;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Host.Running;

/// <summary>The packets and the plaintext that the tabs see: those of the engine that runs now. An engine may be followed by another. Any thread.</summary>
sealed class ScreenHistory : IPacketHistory, IPlaintextHistory
{
    Source? _source;
    int _generation;

    public int Generation => Volatile.Read(ref _generation) + (Volatile.Read(ref _source)?.Counts?.Invoke() ?? 0);

    public long First => Packets?.First ?? 1;

    public long Last => Packets?.Last ?? 0;

    IPacketHistory? Packets => Volatile.Read(ref _source)?.Packets;

    /// <summary>Shows what an engine has from here on.</summary>
    internal void Use(PacketPipeline pipeline, IPacketHistory packets, IPlaintextHistory plaintext)
    {
        Volatile.Write(ref _source, new Source(packets, plaintext, () => pipeline.DecryptionCounts?.Replays ?? 0));
        // Far beyond what the engine before has counted, so that it is another one in any case.
        Interlocked.Add(ref _generation, 1 << 20);
    }

    /// <summary>Lets go of the engine, so that its memory is free for the next.</summary>
    internal void Release() => Volatile.Write(ref _source, null);

    public bool TryGetRow(long number, out PacketRow row)
    {
        if (Packets is { } packets) return packets.TryGetRow(number, out row);
        row = default;
        return false;
    }

    public int CopyBytes(long number, Span<byte> destination) => Packets?.CopyBytes(number, destination) ?? -1;

    public string? Summarize(long number) => Packets?.Summarize(number);

    public PacketDetail? Dissect(long number) => Packets?.Dissect(number);

    public ImmutableArray<PlaintextPiece> Read(long flowNumber) => Volatile.Read(ref _source)?.Plaintext.Read(flowNumber) ?? [];

    ImmutableArray<DetailNode> IPlaintextHistory.Dissect(long flowNumber) => Volatile.Read(ref _source)?.Plaintext.Dissect(flowNumber) ?? [];

    sealed record Source(IPacketHistory Packets, IPlaintextHistory Plaintext, Func<int> Counts);
}
