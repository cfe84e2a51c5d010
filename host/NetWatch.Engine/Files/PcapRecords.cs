using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NetWatch.Sdk.Capture;
using NetWatch.Sdk.Packets;

namespace NetWatch.Engine.Files;

/// <summary>The records of a pcap file.</summary>
sealed class PcapRecords(RecordBuffer input, string name, PcapHeader header) : CaptureRecords(input, name)
{
    readonly PcapHeader _header = header;
    readonly LinkType _linkType = header.LinkType;

    internal LinkType LinkType => _linkType;

    readonly long _nanosecondsPerUnit = header.IsNanosecond ? 1 : 1000;
    // The common layout, in the byte order of this machine, is read without asking anything more per packet.
    readonly bool _isPlain = header is { IsSwapped: false, RecordHeaderLength: 16, MaySwapLengths: false };

    internal override bool TryRead(out CapturedPacket packet) => TryReadBuffered(out packet) || TryReadAnyLayout(out packet);

    internal bool TryReadBuffered(out CapturedPacket packet)
    {
        bool isThere = TryReadBuffered(out ReadOnlySpan<byte> bytes, out long time, out int wireLength);
        packet = new CapturedPacket(bytes, new Timestamp(time), wireLength, _linkType);
        return isThere;
    }

    /// <summary>
    /// The next packet when it lies in the buffer and is laid out as usual, which is nearly always. Touches neither the stream nor
    /// anything that can fail. False says nothing but that the general way has to be taken. In pieces: a packet as a whole would be copied as a
    /// whole right after its parts were written, and the processor waits for that.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryReadBuffered(out ReadOnlySpan<byte> bytes, out long time, out int wireLength)
    {
        RecordBuffer window = Input;
        int at = window.Position;
        int room = window.Filled - at;
        if (_isPlain && room >= 16)
        {
            // In bounds: 16 bytes are there, checked above; the packet's bytes are compared with what is left behind them.
            ref byte record = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(window.Bytes), at);
            uint captured = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref record, 8));
            if (captured <= (uint)(room - 16))
            {
                time = Unsafe.ReadUnaligned<uint>(ref record) * Timestamp.NanosecondsPerSecond
                    + Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref record, 4)) * _nanosecondsPerUnit;
                uint wire = Math.Max(Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref record, 12)), captured);
                window.Position = at + 16 + (int)captured;
                bytes = MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref record, 16), (int)captured);
                wireLength = (int)Math.Min(wire, int.MaxValue);
                return true;
            }
        }

        bytes = default;
        (time, wireLength) = (0, 0);
        return false;
    }

    bool TryReadAnyLayout(out CapturedPacket packet)
    {
        int headerLength = _header.RecordHeaderLength;
        if (!Input.Ensure(headerLength))
        {
            packet = default;
            return Input.Available == 0
                ? false
                : Fail($"the file is cut short within the {headerLength} bytes of a packet header ({Input.Available} are there)");
        }

        uint captured = Field(8), wire = Field(12);
        if (_header.MaySwapLengths && captured > wire) (captured, wire) = (wire, captured);
        if (captured > MaxPacketLength) return Fail($"a packet header claims {captured} captured bytes, more than any capture holds,", out packet);
        int length = headerLength + (int)captured;
        if (!Input.Ensure(length))
        {
            return Fail($"the file is cut short within a packet ({Input.Available - headerLength} of {captured} bytes are there)", out packet);
        }

        long time = Field(0) * Timestamp.NanosecondsPerSecond + Field(4) * _nanosecondsPerUnit;
        ReadOnlySpan<byte> bytes = Input.Unused.Slice(headerLength, (int)captured);
        Input.Position += length;
        packet = new CapturedPacket(bytes, new Timestamp(time), (int)Math.Min(Math.Max(wire, captured), int.MaxValue), _linkType);
        return true;
    }

    uint Field(int offset)
    {
        uint value = MemoryMarshal.Read<uint>(Input.Unused[offset..]);
        return _header.IsSwapped ? BinaryPrimitives.ReverseEndianness(value) : value;
    }
}
