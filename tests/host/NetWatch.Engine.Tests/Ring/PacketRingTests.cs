using NetWatch.Engine.Ring;
using NetWatch.Sdk.Capture;
using NetWatch.Sdk.Packets;

namespace NetWatch.Engine.Tests.Ring;

public class PacketRingTests
{
    [Fact]
    public void The_newest_packets_are_held_by_number()
    {
        var ring = new PacketRing(10, 1 << 20);
        for (int i = 1; i <= 25; i++) Write(ring, Pattern(i, 100));
        (ring.First, ring.Last, ring.Overwritten).ShouldBe((16, 25, 15));
        for (int i = 16; i <= 25; i++) Read(ring, i).ShouldBe(Pattern(i, 100));
        Read(ring, 15).ShouldBeNull();
        Read(ring, 26).ShouldBeNull();
    }

    [Fact]
    public void Bytes_are_bounded_too_and_what_is_held_is_whole()
    {
        var random = new Random(5);
        var ring = new PacketRing(1000, 64 << 10);
        var written = new List<byte[]> { Array.Empty<byte>() };
        for (int number = 1; number <= 1500; number++)
        {
            written.Add(Pattern(number, random.Next(10) == 0 ? random.Next(20_000) : random.Next(1500)));
            Write(ring, written[number]);
            for (long held = ring.First; held <= ring.Last; held += 3) Read(ring, held, 20_000).AsSpan().SequenceEqual(written[(int)held]).ShouldBeTrue();
            Read(ring, ring.First, 20_000).AsSpan().SequenceEqual(written[(int)ring.First]).ShouldBeTrue();
        }

        ring.First.ShouldBeGreaterThan(1);
    }

    [Fact]
    public void A_packet_larger_than_half_the_ring_is_cut()
    {
        var ring = new PacketRing(10, 64 << 10);
        byte[] big = Pattern(1, 200_000);
        Write(ring, big);
        Read(ring, 1).ShouldBe(big[..(32 << 10)]);
        ring.TryRead(1, out RingEntry entry).ShouldBeTrue();
        (entry.CapturedLength, entry.Length).ShouldBe((200_000, 32 << 10));
    }

    [Fact]
    public void Fewer_bytes_are_copied_than_there_are_when_there_is_less_room()
    {
        var ring = new PacketRing(10, 64 << 10);
        Write(ring, Pattern(1, 100));
        byte[] small = new byte[10];
        ring.CopyBytes(1, small).ShouldBe(100);
        small.ShouldBe(Pattern(1, 100)[..10]);
    }

    [Fact]
    public void A_label_belongs_to_its_flow_and_the_latest_counts()
    {
        var ring = new PacketRing(10, 64 << 10);
        Write(ring, Pattern(1, 10), flow: 7, app: 0);
        ring.LabelOf(7).ShouldBe((byte)0);
        Write(ring, Pattern(2, 10), flow: 7, app: 3);
        Write(ring, Pattern(3, 10), flow: 8, app: 4);
        (ring.LabelOf(7), ring.LabelOf(8), ring.LabelOf(0), ring.LabelOf(9)).ShouldBe(((byte)3, (byte)4, (byte)0, (byte)0));
    }

    [Fact]
    public async Task Readers_never_see_bytes_of_another_packet_while_the_writer_runs()
    {
        var ring = new PacketRing(64, 64 << 10);
        using var done = new CancellationTokenSource();
        int[] seen = new int[1];
        Task[] readers = [.. Enumerable.Range(0, 3).Select(seed => Task.Run(() => ReadUntil(ring, seed, seen, done.Token)))];
        await Task.Run(() =>
        {
            var random = new Random(1);
            // On a busy machine the readers may come late: the writer goes on until they have seen enough.
            for (int number = 1; number <= 60_000 || (Volatile.Read(ref seen[0]) < 1000 && number <= 20_000_000); number++)
                Write(ring, Pattern(number, random.Next(8, 3000)));
        });
        await done.CancelAsync();
        await Task.WhenAll(readers);
        seen[0].ShouldBePositive();
    }

    static void ReadUntil(PacketRing ring, int seed, int[] seen, CancellationToken done)
    {
        var random = new Random(seed);
        byte[] buffer = new byte[4096];
        while (!done.IsCancellationRequested)
        {
            long number = ring.First + random.Next(64);
            if (!ring.TryRead(number, out RingEntry entry)) continue;
            int length = ring.CopyBytes(number, buffer);
            if (length < 0) continue;
            Interlocked.Increment(ref seen[0]);
            if (entry.Time != number || length != entry.Length || !IsPattern(number, buffer.AsSpan(0, length)))
                throw new InvalidOperationException($"packet {number} showed {length} bytes of something else");
        }
    }

    static void Write(PacketRing ring, byte[] bytes, long flow = 0, byte app = 0) =>
        ring.Write(new CapturedPacket(bytes, new Timestamp(ring.Last + 1), bytes.Length, LinkType.Ethernet), default, flow, FlowDirection.FromInitiator, app);

    static byte[]? Read(PacketRing ring, long number, int room = 100_000)
    {
        byte[] buffer = new byte[room];
        int length = ring.CopyBytes(number, buffer);
        return length < 0 ? null : buffer[..length];
    }

    static byte[] Pattern(long number, int length)
    {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) bytes[i] = PatternByte(number, i);
        return bytes;
    }

    static bool IsPattern(long number, ReadOnlySpan<byte> bytes)
    {
        for (int i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] != PatternByte(number, i)) return false;
        }

        return true;
    }

    static byte PatternByte(long number, int at) => (byte)((number * 2_654_435_761 + at * 31) >> 5);
}
