using NetWatch.Engine.Files;
using NetWatch.Sdk.Capture;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Testing.Memory;

namespace NetWatch.Engine.Tests.Files;

public class PcapTests
{
    static readonly byte[] Bytes = [1, 2, 3, 4, 5];

    [Theory]
    [InlineData(false, 0xA1B2C3D4, 1_500_000_000_123_456_000)]
    [InlineData(true, 0xA1B2C3D4, 1_500_000_000_123_456_000)]
    [InlineData(false, 0xA1B23C4D, 1_500_000_000_000_123_456)]
    [InlineData(true, 0xA1B23C4D, 1_500_000_000_000_123_456)]
    public void Both_byte_orders_and_both_resolutions_are_read(bool bigEndian, uint magic, long time)
    {
        byte[] file = new CaptureBytes(bigEndian).PcapHeader(magic, link: 113)
            .PcapRecord(1_500_000_000, 123_456, Bytes, wire: 1500).PcapRecord(1_500_000_000, 123_456, []).ToArray();
        ReadCapture capture = ReadCapture.From(file).ShouldEndCleanly();
        capture.Packets.ShouldBe([
            new ReadPacket(time, 1500, LinkType.LinuxSll, 0, "0102030405"), new ReadPacket(time, 0, LinkType.LinuxSll, 0, "")]);
        capture.Reader.Interfaces.ShouldHaveSingleItem().SnapLength.ShouldBe(262144u);
        capture.Reader.BytesConsumed.ShouldBe(file.Length);
    }

    [Fact]
    public void The_variant_with_longer_record_headers_is_read()
    {
        CaptureBytes file = new CaptureBytes(false).PcapHeader(0xA1B2CD34);
        for (uint i = 0; i < 2; i++) file.U32(i).U32(0).U32(5).U32(5).U32(3).U32(0).Add(Bytes);
        ReadCapture.From(file.ToArray()).ShouldEndCleanly().Packets.Select(packet => packet.Bytes).ShouldBe(["0102030405", "0102030405"]);
    }

    [Fact]
    public void The_length_of_a_frame_check_sequence_is_no_part_of_the_link_type() =>
        ReadCapture.From(new CaptureBytes(false).PcapHeader(link: 0x24000001).PcapRecord(1, 1, Bytes).ToArray())
            .Packets.ShouldHaveSingleItem().LinkType.ShouldBe(LinkType.Ethernet);

    [Fact]
    public void Old_writers_that_swapped_the_lengths_are_understood() =>
        ReadCapture.From(new CaptureBytes(false).PcapHeader(minor: 3).U32(0).U32(0).U32(1500).U32(5).Add(Bytes).ToArray())
            .ShouldEndCleanly().Packets.ShouldHaveSingleItem().WireLength.ShouldBe(1500);

    [Fact]
    public void A_wire_length_below_the_captured_one_is_raised_to_it() =>
        ReadCapture.From(new CaptureBytes(false).PcapHeader().PcapRecord(0, 0, Bytes, wire: 2).ToArray())
            .Packets.ShouldHaveSingleItem().WireLength.ShouldBe(5);

    [Fact]
    public void A_record_larger_than_the_buffer_is_read_whole()
    {
        byte[] large = new byte[3_000_000];
        new Random(1).NextBytes(large);
        ReadCapture capture = ReadCapture.From(
            new CaptureBytes(true).PcapHeader().PcapRecord(0, 0, Bytes).PcapRecord(0, 0, large).PcapRecord(0, 0, Bytes).ToArray());
        capture.ShouldEndCleanly().Packets[1].Bytes.ShouldBe(Convert.ToHexString(large));
        capture.Packets[2].Bytes.ShouldBe("0102030405");
    }

    [Theory]
    [InlineData(0x7FFFFFFFu, "claims 2147483647")]
    [InlineData(16_777_217u, "claims 16777217")]
    [InlineData(16_777_216u, "cut short within a packet")]
    public void A_claimed_length_costs_nothing(uint claimed, string saying)
    {
        byte[] file = new CaptureBytes(false).PcapHeader(snapLength: 0x7FFFFFFF).PcapRecord(0, 0, Bytes)
            .U32(0).U32(0).U32(claimed).U32(claimed).Add(Bytes).ToArray();
        using CaptureFileReader reader = CaptureFileReader.Open(new MemoryStream(file), "some.pcap");
        reader.TryRead(out CapturedPacket _).ShouldBeTrue();
        long before = GC.GetAllocatedBytesForCurrentThread();
        reader.TryRead(out _).ShouldBeFalse();
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(64 * 1024);
        reader.Error.ShouldNotBeNull().Message.ShouldContain(saying);
        reader.Error.Offset.ShouldBe(24 + 16 + 5);
    }

    [Fact]
    public void Reading_allocates_nothing_per_packet()
    {
        CaptureBytes file = new CaptureBytes(false).PcapHeader();
        for (int i = 0; i < 20_000; i++) file.PcapRecord(0, 0, new byte[100]);
        var meter = new AllocationMeter();
        bool isMeasured;
        do
        {
            using CaptureFileReader reader = CaptureFileReader.Open(new MemoryStream(file.ToArray()), "some.pcap");
            reader.TryRead(out CapturedPacket _).ShouldBeTrue();
            meter.Start();
            int count = 1;
            while (reader.TryRead(out CapturedPacket _)) count++;
            isMeasured = meter.TryStop();
            count.ShouldBe(20_000);
        }
        while (!isMeasured);

        meter.Bytes.ShouldBe(0);
    }
}
