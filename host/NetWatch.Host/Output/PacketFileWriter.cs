using System.Buffers.Binary;
using System.Collections.Concurrent;
using NetWatch.Engine;
using NetWatch.Engine.Decode;
using NetWatch.Sdk.Capture;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Plugins;

namespace NetWatch.Host.Output;

/// <summary>
/// Writes packets as pcapng (draft-ietf-opsawg-pcapng) with nanoseconds. The packet thread only copies into a block; another thread
/// writes full blocks, so that a slow disk costs memory before it costs packets.
/// </summary>
sealed class PacketFileWriter : IPacketTap, IDisposable
{
    const int BlockBytes = 1 << 20;
    const int MaxBlocks = 256;

    readonly FileStream _file;
    readonly PacketPipeline _pipeline;
    readonly IFlowFilter? _filter;
    readonly BlockingCollection<(byte[] Bytes, int Length)> _full = new(MaxBlocks);
    readonly ConcurrentBag<byte[]> _free = [];
    readonly List<LinkType> _interfaces = [];
    readonly Thread _thread;
    byte[] _block = new byte[BlockBytes];
    int _length;
    Exception? _failure;

    internal PacketFileWriter(string path, PacketPipeline pipeline, IFlowFilter? filter)
    {
        _file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        _pipeline = pipeline;
        _filter = filter;
        WriteSectionHeader();
        _thread = new Thread(WriteBlocks) { IsBackground = true, Name = "packet file" };
        _thread.Start();
    }

    /// <summary>Why nothing is written any longer, or null. Any thread.</summary>
    internal Exception? Failure => Volatile.Read(ref _failure);

    /// <summary>Packets that could not be written because the disk was too slow.</summary>
    internal long Dropped { get; private set; }

    public void OnPacket(in CapturedPacket packet, in DecodedPacket decoded)
    {
        if (_filter is not null && (!_pipeline.TryGetCurrentFlow(out FlowRecord flow) || !_filter.Matches(flow))) return;
        int index = _interfaces.IndexOf(packet.LinkType);
        int padded = (packet.Bytes.Length + 3) & ~3, size = 32 + padded;
        if (!TryReserve(size + (index < 0 ? 32 : 0)))
        {
            Dropped++;
            return;
        }

        if (index < 0)
        {
            index = _interfaces.Count;
            _interfaces.Add(packet.LinkType);
            WriteInterface(packet.LinkType);
        }

        WritePacket(packet, index, size, padded);
    }

    bool TryReserve(int size)
    {
        if (_length + size <= _block.Length) return true;
        if (_length > 0 && !_full.TryAdd((_block, _length))) return false;
        if (!_free.TryTake(out byte[]? next) || next.Length < size) next = new byte[Math.Max(BlockBytes, size)];
        _block = next;
        _length = 0;
        return true;
    }

    void WriteSectionHeader()
    {
        Span<byte> block = _block.AsSpan(0, 28);
        Put(block, 0x0A0D0D0A);
        Put(block[4..], 28);
        Put(block[8..], 0x1A2B3C4D);
        Put(block[12..], 1);
        BinaryPrimitives.WriteInt64LittleEndian(block[16..], -1);
        Put(block[24..], 28);
        _length = 28;
    }

    void WriteInterface(LinkType linkType)
    {
        Span<byte> block = _block.AsSpan(_length, 32);
        block.Clear();
        Put(block, 1);
        Put(block[4..], 32);
        BinaryPrimitives.WriteUInt16LittleEndian(block[8..], (ushort)linkType);
        Put(block[12..], 262_144);
        // if_tsresol: ten to the power of minus nine.
        BinaryPrimitives.WriteUInt16LittleEndian(block[16..], 9);
        BinaryPrimitives.WriteUInt16LittleEndian(block[18..], 1);
        block[20] = 9;
        Put(block[28..], 32);
        _length += 32;
    }

    void WritePacket(in CapturedPacket packet, int index, int size, int padded)
    {
        Span<byte> block = _block.AsSpan(_length, size);
        ulong time = (ulong)packet.Time.Nanoseconds;
        Put(block, 6);
        Put(block[4..], (uint)size);
        Put(block[8..], (uint)index);
        Put(block[12..], (uint)(time >> 32));
        Put(block[16..], (uint)time);
        Put(block[20..], (uint)packet.Bytes.Length);
        Put(block[24..], (uint)packet.WireLength);
        packet.Bytes.CopyTo(block[28..]);
        block.Slice(28 + packet.Bytes.Length, padded - packet.Bytes.Length).Clear();
        Put(block[(28 + padded)..], (uint)size);
        _length += size;
    }

    static void Put(Span<byte> bytes, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);

    void WriteBlocks()
    {
        foreach ((byte[] bytes, int length) in _full.GetConsumingEnumerable())
        {
            try
            {
                if (_failure is null) _file.Write(bytes, 0, length);
            }
            catch (IOException error)
            {
                Volatile.Write(ref _failure, error);
            }

            if (bytes.Length == BlockBytes && _free.Count < 16) _free.Add(bytes);
        }
    }

    /// <summary>Writes what is buffered and closes the file.</summary>
    public void Dispose()
    {
        if (_full.IsAddingCompleted) return;
        if (_length > 0) _full.Add((_block, _length));
        _full.CompleteAdding();
        _thread.Join();
        _file.Dispose();
        _full.Dispose();
    }
}
