using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using NetWatch.Engine.Fragments;
using NetWatch.Sdk.Packets;

namespace NetWatch.Engine.Decode;

/// <summary>
/// Where reading a packet stands. A layer begins at <see cref="Offset"/>; <see cref="End"/> is where its captured bytes end and
/// <see cref="WireEnd"/> where it ended on the wire, as far as the headers that were believed tell. Both only ever come closer.
/// </summary>
ref struct LayerCursor
{
    /// <summary>Tunnels within tunnels that are followed.</summary>
    internal const int MaxTunnels = 8;

    // Holds the packet around a tunnel whose inside is not proven yet.
    readonly ref DecodedPacket _outer;

    // Inlined, and all of it set here: a copy of what was written field by field just before waits for it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal LayerCursor(
        ReadOnlySpan<byte> bytes, int wireLength, Timestamp time, FragmentReassembler fragments, ref DecodedPacket outer, int first)
    {
        Bytes = bytes;
        End = bytes.Length;
        WireEnd = Math.Max(wireLength, bytes.Length);
        Time = time;
        Fragments = fragments;
        _outer = ref outer;
        Next = first;
    }

    internal ReadOnlySpan<byte> Bytes { get; private set; }

    internal int Offset { get; private set; }

    internal int End { get; private set; }

    internal int WireEnd { get; private set; }

    /// <summary>The number that names the next layer, in the space that the returned <see cref="Layer"/> says.</summary>
    internal int Next { get; set; }

    /// <summary>Tunnels entered so far.</summary>
    internal int Tunnels { get; private set; }

    /// <summary>Whether no IP header was seen yet inside the tunnel that was entered last.</summary>
    internal bool IsUnproven { get; private set; }

    /// <summary>IPv6 extension headers of the current IP packet.</summary>
    internal int ExtensionHeaders { get; set; }

    internal Timestamp Time { get; }

    internal FragmentReassembler Fragments { get; }

    internal readonly int Available => End - Offset;

    internal readonly int WireAvailable => WireEnd - Offset;

    /// <summary>The captured bytes from here to the end of the layer.</summary>
    internal readonly ReadOnlySpan<byte> Rest => Bytes[Offset..End];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal readonly bool Has(int count) => End - Offset >= count;

    /// <summary>Why <paramref name="count"/> bytes are not there: the capture cut them off, or they never were there.</summary>
    internal readonly Layer Missing(int count) => count <= WireEnd - Offset ? Layer.Cut : Layer.Malformed;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal readonly byte Byte(int at) => Bytes[Offset + at];

    // Inlined: every header is read by these, and each would be a call by two jumps.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal readonly ushort UInt16(int at) => BinaryPrimitives.ReadUInt16BigEndian(Bytes[(Offset + at)..]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal readonly uint UInt32(int at) => BinaryPrimitives.ReadUInt32BigEndian(Bytes[(Offset + at)..]);

    internal readonly ushort UInt16LittleEndian(int at) => BinaryPrimitives.ReadUInt16LittleEndian(Bytes[(Offset + at)..]);

    internal readonly uint UInt32LittleEndian(int at) => BinaryPrimitives.ReadUInt32LittleEndian(Bytes[(Offset + at)..]);

    /// <summary>Goes on behind bytes that <see cref="Has"/> said are there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Advance(int count) => Offset += count;

    /// <summary>Ends the layer <paramref name="length"/> bytes from here. False when it is not that long: then nothing changes.</summary>
    internal bool TryLimit(int length)
    {
        if ((uint)length > (uint)(WireEnd - Offset)) return false;
        WireEnd = Offset + length;
        End = Math.Min(End, WireEnd);
        return true;
    }

    /// <summary>
    /// Takes over a length that goes beyond what the wire is said to have carried. Some tools cut packets and forget to write
    /// how long they were, so this is a cut packet rather than a broken one.
    /// </summary>
    internal void ExtendWire(int length) => WireEnd = Math.Max(WireEnd, Offset + length);

    /// <summary>
    /// Goes into a tunnel, on trial: unless an IP header shows up inside, <paramref name="outer"/> is what stays.
    /// </summary>
    internal bool TryEnterTunnel(in DecodedPacket outer)
    {
        if (Tunnels >= MaxTunnels) return false;
        Tunnels++;
        if (!IsUnproven) _outer = outer;
        IsUnproven = true;
        return true;
    }

    /// <summary>An IP header that checks out was found: the tunnel around it was one.</summary>
    internal void Prove() => IsUnproven = false;

    /// <summary>Goes on in a datagram that was put together of fragments.</summary>
    internal void Replace(ReadOnlySpan<byte> datagram, int wireLength)
    {
        Bytes = datagram;
        Offset = 0;
        End = datagram.Length;
        WireEnd = wireLength;
    }
}
