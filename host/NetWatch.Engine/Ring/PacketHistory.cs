using System.Buffers;
using System.Collections.Immutable;
using NetWatch.Engine.Decode;
using NetWatch.Engine.Dissection;
using NetWatch.Engine.Identification;
using NetWatch.Sdk.Capture;
using NetWatch.Sdk.Decryption;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Engine.Ring;

/// <summary>
/// The ring as screens see it: rows, bytes, and the text that is made of them only when it is looked at. All members belong to
/// the screen's thread; the ring is written by another.
/// </summary>
public sealed class PacketHistory(PacketRing ring, ProtocolTable protocols, IExtensionFaults faults) : IPacketHistory
{
    // How far back to look for the bytes of a stream that a packet continues.
    const int MaxStreamPackets = 256;
    const int MaxStreamBytes = 256 << 10;
    const int MaxFragmentDistance = 1024;

    readonly PacketDecoder _decoder = new();

    /// <summary>What was decrypted, shown with the packet that completed it; null for nothing.</summary>
    public IPlaintextHistory? Plaintext { get; init; }

    /// <inheritdoc/>
    public long First => ring.First;

    /// <inheritdoc/>
    public long Last => ring.Last;

    /// <inheritdoc/>
    public bool TryGetRow(long number, out PacketRow row)
    {
        row = default;
        if (!ring.TryRead(number, out RingEntry entry)) return false;
        (string? app, bool isGuess) = Label(entry);
        row = new PacketRow
        {
            Number = number,
            Time = new Timestamp(entry.Time),
            WireLength = entry.WireLength,
            CapturedLength = entry.CapturedLength,
            Tuple = new FiveTuple((Transport)entry.IpProtocol, entry.Source, entry.SourcePort, entry.Destination, entry.DestinationPort),
            IpProtocol = entry.IpProtocol,
            EtherType = entry.IpProtocol == 0 && (entry.Traits & PacketTraits.Ip) == 0 ? entry.EtherType : (ushort)0,
            TcpFlags = entry.TcpFlags,
            PayloadLength = entry.PayloadLength,
            FlowNumber = entry.FlowNumber,
            Direction = entry.Direction,
            App = app,
            IsGuess = isGuess,
            IsMalformed = (entry.Traits & PacketTraits.Malformed) != 0,
        };
        return true;
    }

    (string? App, bool IsGuess) Label(in RingEntry entry)
    {
        byte label = ring.LabelOf(entry.FlowNumber);
        if (label != 0) return (protocols[label - 1].Id, false);
        if (entry.FlowNumber == 0) return (null, false);
        bool fromInitiator = entry.Direction == FlowDirection.FromInitiator;
        string? guess = protocols.GuessByPort((Transport)entry.IpProtocol, fromInitiator ? entry.DestinationPort : entry.SourcePort,
            fromInitiator ? entry.SourcePort : entry.DestinationPort);
        return (guess, guess is not null);
    }

    /// <inheritdoc/>
    public int CopyBytes(long number, Span<byte> destination) => ring.CopyBytes(number, destination);

    /// <inheritdoc/>
    public string? Summarize(long number)
    {
        if (!ring.TryRead(number, out RingEntry entry)) return null;
        byte[] frame = ArrayPool<byte>.Shared.Rent(Math.Max(1, entry.Length));
        try
        {
            if (ring.CopyBytes(number, frame) < 0) return null;
            DecodedPacket packet = default;
            ReadOnlySpan<byte> data = Decode(number, entry, frame.AsSpan(0, entry.Length), ref packet);
            return (packet.PayloadLength > 0 ? PlaintextDissection.Summarize(Plaintext, entry) ?? SummarizePayload(number, entry, packet, data) : null)
                ?? HeaderSummary.Of(packet, data);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(frame);
        }
    }

    ReadOnlySpan<byte> Decode(long number, in RingEntry entry, ReadOnlySpan<byte> frame, ref DecodedPacket packet)
    {
        // A decoder remembers fragments. What a packet shows must not depend on which rows were looked at before, so fragments have their own.
        PacketDecoder decoder = (entry.Traits & (PacketTraits.Fragment | PacketTraits.Reassembled)) == 0 ? _decoder : new PacketDecoder();
        if ((entry.Traits & PacketTraits.Reassembled) != 0) ReplayFragments(decoder, number, entry);
        return Decode(decoder, entry, frame, ref packet);
    }

    static ReadOnlySpan<byte> Decode(PacketDecoder decoder, in RingEntry entry, ReadOnlySpan<byte> frame, ref DecodedPacket packet) =>
        decoder.Decode(new CapturedPacket(frame, new Timestamp(entry.Time), Math.Max(entry.WireLength, frame.Length), entry.LinkType), ref packet);

    // The packet completed a datagram whose other fragments came shortly before it.
    void ReplayFragments(PacketDecoder decoder, long number, in RingEntry last)
    {
        for (long before = Math.Max(ring.First, number - MaxFragmentDistance); before < number; before++)
        {
            if (!ring.TryRead(before, out RingEntry entry) || (entry.Traits & PacketTraits.Fragment) == 0) continue;
            if (entry.Source != last.Source || entry.Destination != last.Destination) continue;
            byte[] frame = ArrayPool<byte>.Shared.Rent(Math.Max(1, entry.Length));
            DecodedPacket ignored = default;
            if (ring.CopyBytes(before, frame) >= 0) Decode(decoder, entry, frame.AsSpan(0, entry.Length), ref ignored);
            ArrayPool<byte>.Shared.Return(frame);
        }
    }

    string? SummarizePayload(long number, in RingEntry entry, in DecodedPacket packet, ReadOnlySpan<byte> data)
    {
        if (Dissector(entry) is not { } dissector) return null;
        using StreamBytes stream = Gather(number, entry, packet, data);
        try
        {
            return dissector.Summarize(Input(entry, packet, stream));
        }
        catch (Exception error)
        {
            faults.Report(dissector, error);
            return null;
        }
    }

    IDissector? Dissector(in RingEntry entry)
    {
        byte label = ring.LabelOf(entry.FlowNumber);
        return label != 0 && protocols[label - 1].Dissector is { } dissector && !faults.IsQuarantined(dissector) ? dissector : null;
    }

    static DissectionInput Input(in RingEntry entry, in DecodedPacket packet, StreamBytes stream) => new()
    {
        Bytes = stream.Bytes,
        PacketStart = stream.PacketStart,
        StartsAtFirstByte = stream.StartsAtFirstByte,
        IsTruncated = packet.PayloadLength < packet.PayloadWireLength,
        Transport = packet.Transport,
        Direction = entry.Direction,
        SourcePort = packet.SourcePort,
        DestinationPort = packet.DestinationPort,
    };

    /// <inheritdoc/>
    public PacketDetail? Dissect(long number)
    {
        if (!ring.TryRead(number, out RingEntry entry)) return null;
        byte[] frame = new byte[entry.Length];
        if (ring.CopyBytes(number, frame) < 0) return null;
        DecodedPacket packet = default;
        ReadOnlySpan<byte> data = Decode(number, entry, frame, ref packet);
        var tree = new DetailTree(frame.Length);
        HeaderDissection.Write(tree, number, entry.LinkType, entry.WireLength, entry.Time, frame, packet, data);
        if (packet.PayloadLength > 0) DissectPayload(number, entry, packet, data, tree);
        if (packet.PayloadLength > 0) PlaintextDissection.Write(Plaintext, entry, tree);
        return new PacketDetail(ImmutableArray.Create(frame), tree.Nodes());
    }

    void DissectPayload(long number, in RingEntry entry, in DecodedPacket packet, ReadOnlySpan<byte> data, DetailTree tree)
    {
        using StreamBytes stream = Gather(number, entry, packet, data);
        int payloadAt = packet.IsReassembled ? -1 : packet.PayloadOffset;
        if (Dissector(entry) is not { } dissector)
        {
            tree.Map(0, payloadAt);
            tree.Add($"Payload, {packet.PayloadWireLength} bytes", 0, packet.PayloadLength);
            return;
        }

        tree.Map(stream.PacketStart, payloadAt);
        try
        {
            dissector.Dissect(Input(entry, packet, stream), tree);
        }
        catch (Exception error)
        {
            faults.Report(dissector, error);
            tree.Add($"The dissector failed: {error.GetType().Name}. The bytes are below.", 0, 0);
        }

        tree.CloseAll();
    }

    // The bytes of the stream up to the end of this packet, as far as they lie without a gap in the packets before it.
    StreamBytes Gather(long number, in RingEntry entry, in DecodedPacket packet, ReadOnlySpan<byte> data)
    {
        ReadOnlySpan<byte> payload = data.Slice(packet.PayloadOffset, packet.PayloadLength);
        if (packet.Transport != Transport.Tcp || packet.IsReassembled) return StreamBytes.Rent(payload, packet.Transport != Transport.Tcp);
        var segments = new List<(long Number, uint Sequence, int Length)>();
        bool sawSyn = false;
        uint firstByte = 0;
        long back = number - 1;
        for (int looked = 0; back >= ring.First && looked < 20 * MaxStreamPackets && segments.Count < MaxStreamPackets; back--, looked++)
        {
            if (!ring.TryRead(back, out RingEntry other) || other.FlowNumber != entry.FlowNumber || other.Direction != entry.Direction) continue;
            if ((other.TcpFlags & 2) != 0) (sawSyn, firstByte) = (true, other.TcpSequence + 1);
            else if (IsWhole(other) && packet.TcpSequence - other.TcpSequence - 1 < MaxStreamBytes) segments.Add((back, other.TcpSequence, other.PayloadLength));
        }

        // All lie within the limit before this packet, so the distance to it orders them, also where the numbers wrap around.
        uint sequence = packet.TcpSequence;
        segments.Sort((a, b) => (sequence - b.Sequence).CompareTo(sequence - a.Sequence));
        bool sawAll = back < 1 && segments.Count == 0;
        return Assemble(segments, sequence, payload, (start, isAlone) => sawSyn ? start == firstByte : sawAll && isAlone);
    }

    // What the capture cut, or what was put together of fragments, does not lie in its frame with all its bytes.
    static bool IsWhole(in RingEntry entry) =>
        entry.PayloadLength > 0 && entry.Length == entry.WireLength
        && (entry.Traits & (PacketTraits.Truncated | PacketTraits.Malformed | PacketTraits.Reassembled)) == 0;

    StreamBytes Assemble(List<(long Number, uint Sequence, int Length)> segments, uint sequence, ReadOnlySpan<byte> payload, Func<uint, bool, bool> isFirst)
    {
        // Walk back from the packet through segments that reach up to what is there already.
        uint start = sequence;
        var chain = new List<(long Number, uint Sequence)>();
        for (int i = segments.Count - 1; i >= 0; i--)
        {
            (long number, uint from, int length) = segments[i];
            if ((int)(from - start) >= 0 || (int)(from + (uint)length - start) < 0) continue;
            chain.Add((number, from));
            start = from;
        }

        int before = (int)(sequence - start);
        var stream = StreamBytes.Rent(before + payload.Length, before, isFirst(start, chain.Count == 0));
        payload.CopyTo(stream.Buffer.AsSpan(before));
        for (int i = chain.Count - 1; i >= 0; i--)
        {
            int at = (int)(chain[i].Sequence - start);
            if (TryCopyPayload(chain[i].Number, stream.Buffer.AsSpan(at, before - at))) continue;
            // Overwritten by the packet thread meanwhile: what is left is the packet itself.
            stream.Dispose();
            return StreamBytes.Rent(payload, isFirst(sequence, false));
        }

        return stream;
    }

    bool TryCopyPayload(long number, Span<byte> destination)
    {
        if (!ring.TryRead(number, out RingEntry entry)) return false;
        byte[] frame = ArrayPool<byte>.Shared.Rent(Math.Max(1, entry.Length));
        bool isThere = ring.CopyBytes(number, frame) >= 0;
        if (isThere)
        {
            DecodedPacket packet = default;
            ReadOnlySpan<byte> data = Decode(number, entry, frame.AsSpan(0, entry.Length), ref packet);
            ReadOnlySpan<byte> payload = data.Slice(packet.PayloadOffset, packet.PayloadLength);
            payload[..Math.Min(payload.Length, destination.Length)].CopyTo(destination);
        }

        ArrayPool<byte>.Shared.Return(frame);
        return isThere;
    }
}
