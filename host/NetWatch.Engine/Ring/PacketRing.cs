using NetWatch.Engine.Decode;
using NetWatch.Sdk.Capture;
using NetWatch.Sdk.Packets;

namespace NetWatch.Engine.Ring;

/// <summary>
/// The newest packets: a small fixed record and the raw bytes of each. One writer, any number of readers, no locks: a record
/// carries a version that is odd while it is written, and bytes count as read only if their packet is still held afterwards.
/// </summary>
public sealed class PacketRing
{
    readonly RingEntry[] _entries;
    readonly byte[] _bytes;
    readonly long[] _labels;
    int _position;
    long _first = 1;
    long _last;

    /// <summary>Makes a ring. Memory is touched only as it fills.</summary>
    /// <param name="packets">How many packets it holds at most: 1 to 10 million.</param>
    /// <param name="bytes">How many bytes of them it holds at most: 64 KiB to 2 GiB.</param>
    public PacketRing(int packets, int bytes)
    {
        _entries = GC.AllocateUninitializedArray<RingEntry>(Math.Clamp(packets, 1, 10_000_000));
        _bytes = GC.AllocateUninitializedArray<byte>(Math.Clamp(bytes, 64 << 10, Array.MaxLength));
        _labels = new long[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(packets, 65_536, 1 << 22))];
    }

    /// <summary>Number of the oldest packet that is held.</summary>
    public long First => Volatile.Read(ref _first);

    /// <summary>Number of the newest packet.</summary>
    public long Last => Volatile.Read(ref _last);

    /// <summary>Packets that made room for newer ones.</summary>
    public long Overwritten => First - 1;

    internal void Write(in CapturedPacket packet, in DecodedPacket decoded, long flowNumber, FlowDirection direction, byte app)
    {
        long number = _last + 1;
        ReadOnlySpan<byte> bytes = packet.Bytes.Length > _bytes.Length / 2 ? packet.Bytes[..(_bytes.Length / 2)] : packet.Bytes;
        int at = bytes.Length > _bytes.Length - _position ? 0 : _position;
        MakeRoom(number, at, bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(at));
        ref RingEntry entry = ref _entries[number % _entries.Length];
        Volatile.Write(ref entry.Version, number * 2 - 1);
        Interlocked.MemoryBarrier();
        entry.Fill(packet, decoded, flowNumber, direction, at, bytes.Length);
        Volatile.Write(ref entry.Version, number * 2);
        _position = at + bytes.Length;
        if (flowNumber != 0) Volatile.Write(ref _labels[flowNumber & (_labels.Length - 1)], flowNumber << 8 | app);
        Volatile.Write(ref _last, number);
    }

    // Packets lie in the order of their numbers, so those of the lap before have offsets from the position on, those of this lap
    // below it. Whoever is overwritten must be given up before its bytes are, so that a reader that looks again afterwards can tell.
    void MakeRoom(long number, int at, int length)
    {
        long first = Math.Max(_first, number - _entries.Length + 1);
        while (first < number)
        {
            ref RingEntry oldest = ref _entries[first % _entries.Length];
            bool isClear = at >= _position
                ? oldest.Offset >= at + length || oldest.Offset < _position
                : oldest.Offset < _position && oldest.Offset >= at + length;
            if (isClear) break;
            first++;
        }

        if (first == _first) return;
        Volatile.Write(ref _first, first);
        Interlocked.MemoryBarrier();
    }

    /// <summary>Reads a record; false when it is gone.</summary>
    internal bool TryRead(long number, out RingEntry entry)
    {
        entry = default;
        if (number < First || number > Last) return false;
        ref RingEntry held = ref _entries[number % _entries.Length];
        if (Volatile.Read(ref held.Version) != number * 2) return false;
        entry = held;
        Interlocked.MemoryBarrier();
        return Volatile.Read(ref held.Version) == number * 2 && number >= First;
    }

    /// <summary>Copies the bytes of a packet; how many it has, or -1 when it is gone.</summary>
    internal int CopyBytes(long number, Span<byte> destination)
    {
        if (!TryRead(number, out RingEntry entry)) return -1;
        int length = Math.Min(entry.Length, destination.Length);
        _bytes.AsSpan(entry.Offset, length).CopyTo(destination);
        Interlocked.MemoryBarrier();
        return number >= First ? entry.Length : -1;
    }

    /// <summary>The label of a flow as last seen with one of its packets: index of the protocol plus one, or 0.</summary>
    internal byte LabelOf(long flowNumber)
    {
        if (flowNumber == 0) return 0;
        long label = Volatile.Read(ref _labels[flowNumber & (_labels.Length - 1)]);
        return label >> 8 == flowNumber ? (byte)label : (byte)0;
    }
}
