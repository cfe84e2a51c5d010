using System.Collections.Immutable;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Sdk.Testing.Tabs;

/// <summary>A ring of packets for tests, which counts what is asked of it. Not for several threads at once.</summary>
/// <param name="capacity">How many packets it holds; the oldest leaves first.</param>
public sealed class TestPacketHistory(int capacity = 5_000) : IPacketHistory
{
    readonly PacketRow[] _rows = new PacketRow[capacity];

    /// <inheritdoc/>
    public long First => Math.Max(1, Last - capacity + 1);

    /// <inheritdoc/>
    public long Last { get; private set; }

    /// <summary>How many times an info line was made.</summary>
    public int Summaries { get; private set; }

    /// <summary>How many times a detail tree was made.</summary>
    public int Dissections { get; private set; }

    /// <summary>Adds a packet; its number must be one above the last.</summary>
    public void Add(in PacketRow row)
    {
        _rows[row.Number % capacity] = row;
        Last = row.Number;
    }

    /// <inheritdoc/>
    public bool TryGetRow(long number, out PacketRow row)
    {
        bool held = number >= First && number <= Last;
        row = held ? _rows[number % capacity] : default;
        return held;
    }

    /// <inheritdoc/>
    public int CopyBytes(long number, Span<byte> destination)
    {
        if (!TryGetRow(number, out PacketRow row)) return -1;
        for (int i = 0; i < Math.Min(row.CapturedLength, destination.Length); i++) destination[i] = ByteAt(number, i);
        return row.CapturedLength;
    }

    /// <inheritdoc/>
    public string? Summarize(long number)
    {
        Summaries++;
        if (!TryGetRow(number, out PacketRow row)) return null;
        return row.Tuple.Transport == Transport.Udp
            ? $"query {number} A www.example.org"
            : $"{row.Tuple.SourcePort} → {row.Tuple.DestinationPort} [PSH ACK] Application Data, {row.PayloadLength} bytes";
    }

    /// <inheritdoc/>
    public PacketDetail? Dissect(long number)
    {
        Dissections++;
        if (!TryGetRow(number, out PacketRow row)) return null;
        int length = row.CapturedLength;
        ImmutableArray<byte> bytes = [.. Enumerable.Range(0, length).Select(i => ByteAt(number, i))];
        return new PacketDetail(bytes,
        [
            new(0, $"Frame {number}: {length} bytes", 0, length),
            new(1, $"Flow {row.FlowNumber}", -1, 0),
            new(0, "Ethernet II, 02:00:00:00:00:01 → 02:00:00:00:00:02", 0, 14),
            new(1, "Type: IPv4 (0x0800)", 12, 2),
            new(0, $"Internet Protocol, {row.Tuple.Source} → {row.Tuple.Destination}", 14, 20),
            new(1, "Time to live: 64", 22, 1),
            new(0, "Transport Layer Security", 54, length - 54),
            new(1, "Record: Application Data", 54, length - 54),
            new(2, "Version: TLS 1.2 (0x0303)", 55, 2),
        ]);
    }

    static byte ByteAt(long number, int index) => (byte)(index < 14 ? 2 * (index % 6 == 0 ? 1 : 0) : number * 31 + index * 7);
}
