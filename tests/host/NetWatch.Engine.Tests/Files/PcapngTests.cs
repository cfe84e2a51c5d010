using NetWatch.Engine.Files;
using NetWatch.Sdk.Capture;
using NetWatch.Sdk.Packets;

namespace NetWatch.Engine.Tests.Files;

public class PcapngTests
{
    static readonly byte[] Bytes = [1, 2, 3, 4, 5];
    static readonly byte[] Keys = CaptureBytes.Text("CLIENT_RANDOM 00 11\n");

    [Fact]
    public void Sections_of_either_byte_order_have_interfaces_of_their_own()
    {
        byte[] first = new CaptureBytes(false).Section()
            .Interface(1, new CaptureBytes(false).Option(2, "eth0"u8)).Interface(101, new CaptureBytes(false).Option(9, [9]))
            .Enhanced(1, 5, Bytes).Enhanced(0, 5, Bytes, wire: 900).ToArray();
        byte[] second = new CaptureBytes(true).Section().Interface(113).Enhanced(0, 7, Bytes).ToArray();
        ReadCapture capture = ReadCapture.From([.. first, .. second]).ShouldEndCleanly();
        capture.Packets.ShouldBe([
            new ReadPacket(5, 5, LinkType.Raw, 1, "0102030405"),
            new ReadPacket(5000, 900, LinkType.Ethernet, 0, "0102030405"),
            new ReadPacket(7000, 5, LinkType.LinuxSll, 2, "0102030405")]);
        capture.Reader.Interfaces.Select(source => source.Name).ShouldBe(["eth0", "", ""]);
    }

    [Theory]
    [InlineData(0, 3UL, 0L, 3_000_000_000)]
    [InlineData(3, 1500UL, 10L, 11_500_000_000)]
    [InlineData(6, 1UL, -1L, -999_999_000)]
    [InlineData(12, 5_000UL, 0L, 5)]
    [InlineData(40, ulong.MaxValue, 0L, 0)]
    [InlineData(0x80, 3UL, 0L, 3_000_000_000)]
    [InlineData(0x8A, 1024UL + 512, 0L, 1_500_000_000)]
    [InlineData(0xC0, 1UL << 63, 0L, 500_000_000)]
    [InlineData(0xFF, ulong.MaxValue, 0L, 0)]
    [InlineData(0, ulong.MaxValue, 0L, long.MaxValue)]
    [InlineData(6, 0UL, long.MinValue, long.MinValue)]
    public void Any_resolution_and_offset_becomes_nanoseconds(byte resolution, ulong units, long offset, long nanoseconds)
    {
        CaptureBytes options = new CaptureBytes(true).Option(9, [resolution]);
        options.Option(14, new CaptureBytes(true).U64((ulong)offset).ToArray());
        ReadCapture.From(new CaptureBytes(true).Section().Interface(1, options).Enhanced(0, units, Bytes).ToArray())
            .ShouldEndCleanly().Packets.ShouldHaveSingleItem().Time.ShouldBe(nanoseconds);
    }

    [Fact]
    public void Simple_and_obsolete_packets_are_read()
    {
        var file = new CaptureBytes(false);
        file.Section().Interface(1, snapLength: 4).Enhanced(0, 9, Bytes);
        file.Block(3, file.New().U32(900).Add(Bytes));
        file.Block(2, file.New().U16(0).U16(0xFFFF).U32(0).U32(8).U32(5).U32(70).Add(Bytes));
        ReadCapture.From(file.ToArray()).ShouldEndCleanly().Packets.Skip(1).ShouldBe([
            new ReadPacket(9000, 900, LinkType.Ethernet, 0, "01020304"), new ReadPacket(8000, 70, LinkType.Ethernet, 0, "0102030405")]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_stands_beside_the_packets_is_kept(bool bigEndian)
    {
        var file = new CaptureBytes(bigEndian);
        file.Section().Interface(1);
        file.Block(4, file.New().Option(1, [192, 0, 2, 1, .. "a.test\0b.test\0"u8]).Option(2, [.. new byte[15], 1, .. "local\0"u8]).U32(0));
        file.Block(10, file.New().U32(CaptureFileSecrets.TlsKeyLog).U32((uint)Keys.Length).Add(Keys));
        CaptureBytes counters = file.New().U32(0).U64(0);
        foreach ((int code, ulong count) in new[] { (4, 100UL), (5, 20UL), (7, 3UL) }) counters.Option(code, file.New().U64(count).ToArray());
        file.Block(5, counters);
        CaptureFileReader reader = ReadCapture.From(file.ToArray()).ShouldEndCleanly().Reader;
        reader.Names.Select(name => $"{name.Address} {name.Name}").ShouldBe(["192.0.2.1 a.test", "192.0.2.1 b.test", "::1 local"]);
        CaptureFileSecrets secrets = reader.DecryptionSecrets.ShouldHaveSingleItem();
        secrets.Type.ShouldBe(CaptureFileSecrets.TlsKeyLog);
        secrets.Data.ToArray().ShouldBe(Keys);
        reader.Interfaces[0].Statistics.ShouldBe(new CaptureStatistics(100, 3, 20));
    }

    [Fact]
    public void Unknown_blocks_are_passed_over_whatever_their_length()
    {
        var file = new CaptureBytes(false);
        file.Section().Block(0xBAD, file.New().Add(new byte[2_000_000])).Interface(1).Block(99, file.New()).Enhanced(0, 1, Bytes);
        ReadCapture.From(file.ToArray()).ShouldEndCleanly().Packets.Count.ShouldBe(1);
    }

    [Fact]
    public void Options_that_do_not_fit_are_left_out()
    {
        CaptureBytes options = new CaptureBytes(false).Option(2, "eth0"u8).U16(9).U16(60_000).U32(0);
        CaptureFileInterface source = ReadCapture.From(new CaptureBytes(false).Section().Interface(1, options).Enhanced(0, 1, Bytes).ToArray())
            .ShouldEndCleanly().Reader.Interfaces.ShouldHaveSingleItem();
        (source.Name, source.Resolution.Code).ShouldBe(("eth0", (byte)6));
    }

    [Fact]
    public void Secrets_and_names_have_a_ceiling()
    {
        var file = new CaptureBytes(false);
        file.Section();
        byte[] body = file.New().U32(1).U32(9_000_000).Add(new byte[9_000_000]).ToArray();
        for (int i = 0; i < 3; i++) file.Block(10, file.New().Add(body));
        CaptureFileReader reader = ReadCapture.From(file.ToArray()).ShouldEndCleanly().Reader;
        (reader.DecryptionSecrets.Count, reader.MetadataLeftOut).ShouldBe((1, 2));
    }

    [Fact]
    public void A_packet_of_an_interface_that_is_not_described_breaks_the_file()
    {
        var file = new CaptureBytes(false);
        file.Section().Interface(1).Enhanced(0, 1, Bytes).Enhanced(1, 1, Bytes);
        ReadCapture capture = ReadCapture.From(file.ToArray());
        capture.Packets.Count.ShouldBe(1);
        capture.ShouldFail("belongs to interface 1, and the section describes 1");
    }

    [Theory]
    [InlineData(11, "impossible length 11")]
    [InlineData(40_000_000, "claims 40000000 bytes")]
    [InlineData(uint.MaxValue, "impossible length 4294967295")]
    public void A_block_length_that_cannot_be_breaks_the_file(uint length, string saying)
    {
        var file = new CaptureBytes(false);
        file.Section().Interface(1).U32(6).U32(length).Add(new byte[100]);
        ReadCapture.From(file.ToArray()).ShouldFail(saying).Offset.ShouldBe(28 + 20);
    }

    [Fact]
    public void Two_lengths_of_a_block_that_differ_break_the_file()
    {
        byte[] file = new CaptureBytes(false).Section().Interface(1).Enhanced(0, 1, Bytes).Enhanced(0, 2, Bytes).ToArray();
        file[^4] ^= 0x40;
        ReadCapture capture = ReadCapture.From(file);
        capture.Packets.Count.ShouldBe(1);
        capture.ShouldFail("begins with the length 40 and ends with 104");
    }

    [Fact]
    public void A_captured_length_beyond_its_block_breaks_the_file()
    {
        byte[] file = new CaptureBytes(false).Section().Interface(1).Enhanced(0, 1, Bytes).ToArray();
        file[48 + 20] = 200;
        ReadCapture.From(file).ShouldFail("claims 200 captured bytes and its block holds 8");
    }
}
