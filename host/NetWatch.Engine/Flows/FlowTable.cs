using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using NetWatch.Sdk.Packets;

namespace NetWatch.Engine.Flows;

/// <summary>
/// Flows by five-tuple, either direction: open addressing over eight-byte slots, flows in chunks that never move, so that a
/// reference stays good while others are added. The hash has a secret seed, so that nobody can aim for one bucket.
/// </summary>
sealed class FlowTable
{
    const int ChunkShift = 9;
    const int ChunkSize = 1 << ChunkShift;

    // Of open ones fewer, since others lie between them.
    const int LookedAt = 64;
    const int OpenLookedAt = 16;

    // However the open ones lie among hundreds of thousands, one packet pays for no more than this; the next goes on from there.
    const int MostSteps = 4096;

    /// <summary>Bytes that the processor fetches at once.</summary>
    internal const int CacheLine = 64;

    readonly SecretHash _hash = SecretHash.Make();
    readonly int _capacity;
    Flow[][] _chunks = new Flow[16][];
    Slot[] _slots = new Slot[1 << 11];
    int[] _free = new int[ChunkSize];
    int _freeCount;
    int _created;
    int _victimHand;

    internal FlowTable(long memoryBytes) => _capacity = (int)Math.Clamp(memoryBytes / BytesPerFlow, 16, 64_000_000);

    /// <summary>What a flow takes with its share of the slots, in bytes.</summary>
    internal static int BytesPerFlow => Unsafe.SizeOf<Flow>() + 3 * Unsafe.SizeOf<Slot>();

    internal int Count { get; private set; }

    internal bool IsFull => Count >= _capacity;

    /// <summary>All indexes ever handed out lie below this.</summary>
    internal int Extent => _created;

    /// <summary>No place was used twice: the flows lie there in the order in which they were added.</summary>
    internal bool LiesInOrder { get; private set; } = true;

    internal ref Flow this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        // All chunks have the same size, so that the length of one, which lies apart from the flow, need not be looked at.
        get => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_chunks[index >> ChunkShift]), index & (ChunkSize - 1));
    }

    /// <summary>The hash of a five-tuple, the same for both directions.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal uint Hash(in NetAddress a, ushort aPort, in NetAddress b, ushort bPort, byte protocol)
    {
        ulong ends = End(a, aPort) + End(b, bPort);
        ulong mixed = (ends ^ protocol) * 0x9FB21C651E98DF25UL;
        return (uint)(mixed >> 32) ^ (uint)mixed;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    ulong End(in NetAddress address, ushort port)
    {
        ulong x = (_hash.Of(address) ^ ((ulong)port << 40)) * 0xE7037ED1A0B428DBUL;
        return x ^ (x >> 32);
    }

    /// <summary>Asks for the memory where a hash is looked up first, without waiting for it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal unsafe void Prefetch(uint hash)
    {
        // An address that the collector moves away from in the meantime does no harm: a hint reads nothing.
        if (Sse.IsSupported) Sse.Prefetch0(Unsafe.AsPointer(ref _slots[hash & (uint)(_slots.Length - 1)]));
    }

    /// <summary>Asks for the memory of a flow, without waiting for it.</summary>
    internal unsafe void PrefetchFlow(int index)
    {
        if (!Sse.IsSupported) return;
        byte* flow = (byte*)Unsafe.AsPointer(ref this[index]);
        for (int line = 0; line < Unsafe.SizeOf<Flow>(); line += CacheLine) Sse.Prefetch0(flow + line);
    }

    /// <summary>Finds a flow by either direction; -1 when there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int Find(uint hash, in NetAddress source, ushort sourcePort, in NetAddress destination, ushort destinationPort,
        byte protocol, out FlowDirection direction)
    {
        Slot[] slots = _slots;
        uint mask = (uint)slots.Length - 1;
        for (uint at = hash & mask; ; at = (at + 1) & mask)
        {
            Slot slot = slots[at];
            if (slot.IndexPlusOne == 0) break;
            if (slot.Hash != hash) continue;
            ref Flow flow = ref this[slot.IndexPlusOne - 1];
            if ((byte)flow.Transport != protocol) continue;
            if (flow.InitiatorPort == sourcePort && flow.ResponderPort == destinationPort
                && flow.Initiator == source && flow.Responder == destination)
            {
                direction = FlowDirection.FromInitiator;
                return slot.IndexPlusOne - 1;
            }

            if (flow.InitiatorPort == destinationPort && flow.ResponderPort == sourcePort
                && flow.Initiator == destination && flow.Responder == source)
            {
                direction = FlowDirection.FromResponder;
                return slot.IndexPlusOne - 1;
            }
        }

        direction = FlowDirection.FromInitiator;
        return -1;
    }

    /// <summary>Takes a blank flow into the table; the caller fills it in. The table must not be full.</summary>
    internal int Add(uint hash)
    {
        if ((Count + 1) * 2 > _slots.Length) Grow();
        int index = _freeCount > 0 ? Reuse() : Create();
        ref Flow flow = ref this[index];
        flow = default;
        flow.Hash = hash;
        flow.InUse = true;
        Insert(_slots, new Slot { Hash = hash, IndexPlusOne = index + 1 });
        Count++;
        return index;
    }

    /// <summary>Takes a flow out.</summary>
    internal void Remove(int index)
    {
        ref Flow flow = ref this[index];
        uint mask = (uint)_slots.Length - 1, hole = flow.Hash & mask;
        while (_slots[hole].IndexPlusOne != index + 1) hole = (hole + 1) & mask;
        // Backward shift keeps probe sequences whole without tombstones.
        for (uint next = (hole + 1) & mask; _slots[next].IndexPlusOne != 0; next = (next + 1) & mask)
        {
            uint home = _slots[next].Hash & mask;
            if (((next - home) & mask) < ((next - hole) & mask)) continue;
            _slots[hole] = _slots[next];
            hole = next;
        }

        _slots[hole] = default;
        flow = default;
        if (_freeCount == _free.Length) Array.Resize(ref _free, _free.Length * 2);
        _free[_freeCount++] = index;
        Count--;
    }

    /// <summary>Takes all flows out, and forgets what was grown for them.</summary>
    internal void Clear()
    {
        _chunks = new Flow[16][];
        _slots = new Slot[1 << 11];
        _free = new int[ChunkSize];
        _freeCount = _created = Count = 0;
        _victimHand = 0;
        LiesInOrder = true;
    }

    /// <summary>
    /// A flow to give up for another: the one idle for longest among the next 64 of the table. A sample instead of an exact order,
    /// since keeping a list of all flows by use would cost two cache misses on every packet.
    /// </summary>
    internal int FindVictim() => FindVictim(LookedAt, except: -1, onlyOpen: false);

    /// <summary>The same among the flows of which something is held, but for one; -1 when the hand came to none of them this time.</summary>
    internal int FindOpenVictim(int except) => FindVictim(OpenLookedAt, except, onlyOpen: true);

    int FindVictim(int sample, int except, bool onlyOpen)
    {
        int best = -1;
        long oldest = long.MaxValue;
        for (int looked = 0, steps = 0; looked < sample && steps < _created && steps < MostSteps; steps++)
        {
            if (++_victimHand >= _created) _victimHand = 0;
            ref Flow flow = ref this[_victimHand];
            if (!flow.InUse || _victimHand == except || (onlyOpen && flow.Content is null)) continue;
            looked++;
            if (flow.LastTime >= oldest) continue;
            oldest = flow.LastTime;
            best = _victimHand;
        }

        return best;
    }

    int Reuse()
    {
        LiesInOrder = false;
        return _free[--_freeCount];
    }

    int Create()
    {
        int chunk = _created >> ChunkShift;
        if (chunk == _chunks.Length) Array.Resize(ref _chunks, _chunks.Length * 2);
        _chunks[chunk] ??= new Flow[ChunkSize];
        return _created++;
    }

    void Grow()
    {
        var slots = new Slot[_slots.Length * 2];
        foreach (Slot slot in _slots)
        {
            if (slot.IndexPlusOne != 0) Insert(slots, slot);
        }

        _slots = slots;
    }

    static void Insert(Slot[] slots, Slot slot)
    {
        uint mask = (uint)slots.Length - 1, at = slot.Hash & mask;
        while (slots[at].IndexPlusOne != 0) at = (at + 1) & mask;
        slots[at] = slot;
    }

    [StructLayout(LayoutKind.Sequential)]
    struct Slot
    {
        internal uint Hash;
        internal int IndexPlusOne;
    }
}
