using FsCheck;
using FsCheck.Fluent;

namespace NetWatch.Engine.Tests.Files;

public class CaptureFileTests
{
    static readonly byte[] Pcap = MakePcap(40);
    static readonly byte[] Pcapng = MakePcapng(40);

    public static TheoryData<string, byte[]> Files => new()
    {
        { "pcap", Pcap },
        { "pcapng", Pcapng },
        { "gzip", CaptureBytes.Gzip(Pcap) },
        { "two gzip members", [.. CaptureBytes.Gzip(Pcapng[..500]), .. CaptureBytes.Gzip(Pcapng[500..])] },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void Any_truncation_gives_a_prefix_of_the_packets_and_says_that_it_is_one(string format, byte[] file)
    {
        IReadOnlyList<ReadPacket> all = ReadCapture.From(file).ShouldEndCleanly().Packets;
        all.Count.ShouldBe(40);
        int cleanEnds = 0;
        for (int length = 0; length < file.Length; length++)
        {
            ReadCapture cut = ReadCapture.From(file[..length]);
            cut.Packets.ShouldBe(all.Take(cut.Packets.Count), $"{format} cut at {length}");
            if (cut.Reader.Error is null) cleanEnds++;
            else cut.Reader.Error.Message.ShouldContain("some.pcap");
        }

        // Only between two records can nothing be noticed: behind the file header or the descriptions, and behind each packet but
        // the last. A compressed file tells its end.
        cleanEnds.ShouldBe(format switch { "pcap" => 40, "pcapng" => 41, _ => 0 });
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_pipe_that_trickles_gives_the_same_packets(string format, byte[] file)
    {
        foreach (int atOnce in new[] { 1, 7, 4096 })
        {
            ReadCapture.From(new TrickleStream(file, atOnce)).ShouldEndCleanly().Packets
                .ShouldBe(ReadCapture.From(file).Packets, $"{format}, {atOnce} bytes at once");
        }
    }

    [Fact]
    public void Any_mutation_ends_and_never_throws() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            byte[] file = [.. random.Next(3) switch { 0 => Pcap, 1 => Pcapng, _ => CaptureBytes.Gzip(Pcapng) }];
            for (int i = random.Next(1, 6); i > 0; i--) file[random.Next(file.Length)] = (byte)random.Next(256);
            ReadCapture.From(file).Packets.Count.ShouldBeLessThan(file.Length);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3_000).WithReplay(29, 31));

    [Fact]
    public void A_cut_gzip_gives_what_came_before_and_says_so()
    {
        byte[] file = CaptureBytes.Gzip(MakePcap(5000));
        ReadCapture capture = ReadCapture.From(file[..(file.Length / 2)]);
        capture.Packets.Count.ShouldBeInRange(100, 4999);
        capture.ShouldFail("byte");
    }

    [Fact]
    public void A_broken_gzip_gives_what_came_before_and_says_so()
    {
        byte[] random = new byte[100_000];
        new Random(3).NextBytes(random);
        CaptureBytes pcap = new CaptureBytes(false).PcapHeader();
        for (int i = 0; i < 100; i++) pcap.PcapRecord(0, 0, random.AsSpan(i * 1000, 1000));
        byte[] file = CaptureBytes.Gzip(pcap.ToArray());
        file[^6] ^= 0xFF;
        ReadCapture capture = ReadCapture.From(file);
        capture.Packets.Count.ShouldBeInRange(1, 100);
        capture.ShouldFail("gzip");
    }

    [Fact]
    public void Progress_counts_the_bytes_of_the_file_itself()
    {
        byte[] file = CaptureBytes.Gzip(MakePcap(5000));
        ReadCapture.From(file).Reader.BytesConsumed.ShouldBe(file.Length);
    }

    [Fact]
    public void A_stream_that_fails_is_an_error_of_the_capture()
    {
        ReadCapture capture = ReadCapture.From(new TrickleStream(Pcap, 100, failsAtEnd: true));
        capture.Packets.Count.ShouldBe(40);
        capture.ShouldFail("can't be read any further (the disk is gone)");
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("D4C3B2A102000400", "cut short within its file header (8 of 24 bytes")]
    [InlineData("4865 6C6C 6F20 776F 726C 64", "is not a capture file: it begins with 48656C6C6F20776F")]
    [InlineData("D4", "is not a capture file")]
    [InlineData("736E6F6F70000000 00000002", "snoop")]
    [InlineData("474D4255 0002", "Microsoft Network Monitor")]
    [InlineData("28B52FFD 0000", "zstd -d")]
    [InlineData("FD377A585A00", "xz -d")]
    [InlineData("425A6839", "bzip2 -d")]
    [InlineData("504B0304", "unzip")]
    [InlineData("00000000 00F0475A 02 04 0060 0000 0040 0000", "ERF")]
    [InlineData("0A0D0D0A 1C000000 00000000 00000000 00000000 00000000 00000000", "byte-order mark")]
    public void What_is_no_capture_is_named_with_what_to_do(string start, string saying)
    {
        byte[] file = Convert.FromHexString(start.Replace(" ", "", StringComparison.Ordinal));
        ReadCapture capture = ReadCapture.From(file);
        capture.Packets.ShouldBeEmpty();
        capture.ShouldFail(saying);
    }

    [Fact]
    public void A_capture_without_packets_is_no_error()
    {
        ReadCapture.From(new CaptureBytes(false).PcapHeader().ToArray()).ShouldEndCleanly().Packets.ShouldBeEmpty();
        ReadCapture.From(new CaptureBytes(true).Section().ToArray()).ShouldEndCleanly().Packets.ShouldBeEmpty();
    }

    static byte[] MakePcap(int count)
    {
        CaptureBytes file = new CaptureBytes(true).PcapHeader(0xA1B23C4D);
        for (int i = 0; i < count; i++) file.PcapRecord((uint)i, 5, Content(i), wire: 100);
        return file.ToArray();
    }

    static byte[] MakePcapng(int count)
    {
        var file = new CaptureBytes(false);
        file.Section().Interface(1);
        for (int i = 0; i < count; i++) file.Enhanced(0, (ulong)i, Content(i), wire: 100);
        return file.ToArray();
    }

    static byte[] Content(int i)
    {
        byte[] bytes = new byte[i % 50];
        new Random(i).NextBytes(bytes);
        return bytes;
    }
}
