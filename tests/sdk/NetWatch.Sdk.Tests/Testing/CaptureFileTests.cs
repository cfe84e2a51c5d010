using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Testing.Packets;

namespace NetWatch.Sdk.Tests.Testing;

public sealed class CaptureFileTests
{
    static readonly CaptureSample Capture = TrafficTransformer.Cut(CaptureSample.FromFlow(Greetings.Hello), 70);

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void A_pcap_file_is_read_as_it_was_written(bool isNanosecond, bool isBigEndian)
    {
        using var file = new MemoryStream();
        CaptureFileWriter.WritePcap(file, Capture, isNanosecond, isBigEndian);
        Same(ReadBack(file), Capture);
    }

    [Theory]
    [InlineData(9, false)]
    [InlineData(6, true)]
    public void A_pcapng_file_is_read_as_it_was_written(int exponent, bool isBigEndian)
    {
        CaptureSample mixed = CaptureSample.Merge(Capture, TrafficTransformer.Encapsulate(Capture, LinkType.Raw, () => new PacketBuilder()));
        using var file = new MemoryStream();
        CaptureFileWriter.WritePcapNg(file, mixed, exponent, isBigEndian);
        Same(ReadBack(file), mixed);
    }

    [Fact]
    public void A_pcap_file_of_two_link_types_is_refused() => Should.Throw<ArgumentException>(() => CaptureFileWriter.WritePcap(
        Stream.Null, new CaptureSample(Capture.Packets[0], Capture.Packets[1] with { LinkType = LinkType.Raw })));

    [Fact]
    public void A_file_that_ends_too_early_is_named_broken()
    {
        using var file = new MemoryStream();
        CaptureFileWriter.WritePcap(file, Capture);
        Should.Throw<InvalidDataException>(() => CaptureFileReader.Read(new MemoryStream(file.ToArray()[..^1])));
        Should.Throw<InvalidDataException>(() => CaptureFileReader.Read(new MemoryStream([1, 2, 3, 4])));
    }

    static CaptureSample ReadBack(MemoryStream file)
    {
        file.Position = 0;
        return CaptureFileReader.Read(file);
    }

    static void Same(CaptureSample actual, CaptureSample expected) =>
        actual.Packets.Select(Text).ShouldBe(expected.Packets.Select(Text));

    static string Text(SamplePacket packet) => $"{packet.Time} {packet.LinkType} {packet.WireLength} {Convert.ToHexString(packet.Bytes.Span)}";
}
