using System.Buffers;
using NetWatch.Sdk.Packets;

namespace NetWatch.Plugins.QuicDecryption;

/// <summary>Packets whose keys are not known yet, in the order they came. Bounded in number and bytes: what does not fit is dropped and counted.</summary>
sealed class PendingPackets(CiphertextBudget budget)
{
    // What holds a packet takes room too, however small it is.
    const int BytesBesidePacket = 1024;

    readonly List<Entry> _entries = [];
    int _bytes;

    internal int Count => _entries.Count;

    /// <summary>Whether any did not fit.</summary>
    internal bool HasDropped { get; private set; }

    internal void Add(PacketLevel level, FlowDirection direction, Timestamp time, int packetNumberOffset, ReadOnlySpan<byte> packet)
    {
        if (_entries.Count >= budget.MaxBytesPerConnection / BytesBesidePacket || _bytes + packet.Length > budget.MaxBytesPerConnection || !budget.TryTake(packet.Length))
        {
            HasDropped = true;
            budget.Keys?.CountGivenUp(packet.Length);
            return;
        }

        byte[] copy = ArrayPool<byte>.Shared.Rent(packet.Length);
        packet.CopyTo(copy);
        _bytes += packet.Length;
        _entries.Add(new Entry(level, direction, time, packetNumberOffset, copy, packet.Length));
    }

    /// <summary>Takes those out that are wanted now, in order, to a place that the caller gives back with <see cref="Return"/>.</summary>
    internal void TakeTo(List<Entry> taken, Func<PacketLevel, FlowDirection, bool> isWanted)
    {
        int kept = 0;
        for (int i = 0; i < _entries.Count; i++)
        {
            Entry entry = _entries[i];
            if (isWanted(entry.Level, entry.Direction))
            {
                taken.Add(entry);
                _bytes -= entry.Length;
                budget.Give(entry.Length);
            }
            else
            {
                _entries[kept++] = entry;
            }
        }

        _entries.RemoveRange(kept, _entries.Count - kept);
    }

    internal static void Return(List<Entry> taken)
    {
        foreach (Entry entry in taken) ArrayPool<byte>.Shared.Return(entry.Bytes);
        taken.Clear();
    }

    internal void Clear()
    {
        Return(_entries);
        budget.Give(_bytes);
        _bytes = 0;
        HasDropped = false;
    }

    internal readonly record struct Entry(PacketLevel Level, FlowDirection Direction, Timestamp Time, int PacketNumberOffset, byte[] Bytes, int Length)
    {
        internal ReadOnlySpan<byte> Packet => Bytes.AsSpan(0, Length);
    }
}
