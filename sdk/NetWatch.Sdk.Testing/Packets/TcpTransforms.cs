namespace NetWatch.Sdk.Testing.Packets;

/// <summary>Variants of the segments that carry the same streams.</summary>
static class TcpTransforms
{
    const int HistoryBytes = 4096;

    internal static CaptureSample Resegment(CaptureSample capture, Func<int> nextSize) => capture.Select(packet =>
        TcpSegment.TryParse(packet) is { } segment && !segment.Data.IsEmpty && (segment.Flags & TcpFlags.Urg) == 0
            ? Cut(segment, nextSize)
            : [packet]);

    static IEnumerable<SamplePacket> Cut(TcpSegment segment, Func<int> nextSize)
    {
        ReadOnlyMemory<byte> rest = segment.Data;
        uint sequence = segment.Sequence;
        // A SYN takes the first sequence number; FIN, RST and PSH stand after the last byte.
        TcpFlags first = segment.Flags & TcpFlags.Syn, last = segment.Flags & (TcpFlags.Fin | TcpFlags.Psh | TcpFlags.Rst);
        TcpFlags always = segment.Flags & ~(first | last);
        while (!rest.IsEmpty)
        {
            int size = Math.Clamp(nextSize(), 1, rest.Length);
            TcpFlags flags = always | first | (size == rest.Length ? last : TcpFlags.None);
            yield return segment.With(sequence, rest[..size].Span, flags);
            sequence += (uint)size + (first != 0 ? 1u : 0u);
            first = TcpFlags.None;
            rest = rest[size..];
        }
    }

    /// <summary>Joins segments that follow each other with nothing of the same connection between them.</summary>
    internal static CaptureSample Coalesce(CaptureSample capture, int largest)
    {
        var output = new List<SamplePacket?>();
        var open = new Dictionary<(string, string), (int Slot, TcpSegment Head, List<byte> Data)>();
        foreach (SamplePacket packet in capture.Packets)
        {
            if (TcpSegment.TryParse(packet) is not { } segment)
            {
                output.Add(packet);
                continue;
            }

            (string source, string destination) = segment.Direction;
            open.Remove((destination, source));
            if (!segment.IsPlainData)
            {
                open.Remove((source, destination));
                output.Add(packet);
                continue;
            }

            bool joins = open.TryGetValue((source, destination), out var run)
                && run.Head.Sequence + (uint)run.Data.Count == segment.Sequence && run.Data.Count + segment.Data.Length <= largest;
            if (!joins) run = (0, segment, []);
            else output[run.Slot] = null;
            run.Data.AddRange(segment.Data.Span);
            // The joined segment stands where its last part stood, since only then all of it had been sent.
            open[(source, destination)] = run with { Slot = output.Count };
            SamplePacket whole = run.Head.With(run.Head.Sequence, run.Data.ToArray(), segment.Flags);
            output.Add(whole with { Time = packet.Time });
        }

        return new CaptureSample(output.OfType<SamplePacket>());
    }

    /// <summary>Exchanges data segments within each burst of one direction; nothing overtakes a SYN, a FIN or the other side.</summary>
    internal static CaptureSample Reorder(CaptureSample capture, int seed, int distance)
    {
        var random = new Random(seed);
        SamplePacket[] packets = [.. capture.Packets];
        var bursts = new Dictionary<(string, string), List<int>>();
        for (int i = 0; i < packets.Length; i++)
        {
            if (TcpSegment.TryParse(packets[i]) is not { } segment) continue;
            (string source, string destination) = segment.Direction;
            if (bursts.Remove((destination, source), out List<int>? answered)) Shuffle(packets, answered, random, distance);
            if (segment.IsPlainData)
            {
                if (!bursts.TryGetValue((source, destination), out List<int>? burst)) bursts[(source, destination)] = burst = [];
                burst.Add(i);
            }
            else if (bursts.Remove((source, destination), out List<int>? ended))
            {
                Shuffle(packets, ended, random, distance);
            }
        }

        foreach (List<int> burst in bursts.Values) Shuffle(packets, burst, random, distance);
        return new CaptureSample(packets);
    }

    // Groups of at most distance + 1 are shuffled, so no packet moves further than that. The times stay with the places.
    static void Shuffle(SamplePacket[] packets, List<int> places, Random random, int distance)
    {
        for (int start = 0; start < places.Count; start += distance + 1)
        {
            int[] group = [.. places.Skip(start).Take(distance + 1)];
            SamplePacket[] shuffled = [.. group.Select(place => packets[place])];
            random.Shuffle(shuffled);
            for (int i = 0; i < group.Length; i++) packets[group[i]] = shuffled[i] with { Time = packets[group[i]].Time };
        }
    }

    /// <summary>Sends bytes that were sent before once more, cut differently.</summary>
    internal static CaptureSample Retransmit(CaptureSample capture, int seed, int percent)
    {
        var random = new Random(seed);
        var streams = new Dictionary<(string, string), SentBytes>();
        return new CaptureSample(capture.Packets.SelectMany(packet =>
        {
            if (Remember(streams, packet) is not { } sent || random.Next(100) >= percent) return [packet];
            int length = random.Next(1, sent.Bytes.Length + 1);
            int from = random.Next(sent.Bytes.Length - length + 1);
            SamplePacket again = sent.Segment.With(sent.Start + (uint)from, sent.Bytes.AsSpan(from, length), TcpFlags.Ack);
            return (SamplePacket[])[packet, again];
        }));
    }

    /// <summary>Makes data segments begin a little earlier, with bytes that were sent already.</summary>
    internal static CaptureSample Overlap(CaptureSample capture, int seed, int largest)
    {
        var random = new Random(seed);
        var streams = new Dictionary<(string, string), SentBytes>();
        return capture.Select(packet =>
        {
            if (Remember(streams, packet) is not { } sent) return [packet];
            int before = sent.Bytes.Length - sent.Segment.Data.Length;
            int back = Math.Min(before, random.Next(largest + 1));
            int from = before - back;
            return [sent.Segment.With(sent.Start + (uint)from, sent.Bytes.AsSpan(from), sent.Segment.Flags)];
        });
    }

    // The bytes of a stream up to this packet, as long as they are contiguous; null for packets that carry no plain data.
    static SentBytes? Remember(Dictionary<(string, string), SentBytes> streams, SamplePacket packet)
    {
        if (TcpSegment.TryParse(packet) is not { IsPlainData: true } segment) return null;
        byte[] data = segment.Data.ToArray();
        bool follows = streams.TryGetValue(segment.Direction, out SentBytes? before)
            && before.Start + (uint)before.Bytes.Length == segment.Sequence;
        byte[] bytes = follows ? [.. before!.Bytes.AsSpan(Math.Max(0, before.Bytes.Length - HistoryBytes)), .. data] : data;
        return streams[segment.Direction] = new SentBytes(segment, segment.Sequence + (uint)data.Length - (uint)bytes.Length, bytes);
    }

    sealed record SentBytes(TcpSegment Segment, uint Start, byte[] Bytes);
}
