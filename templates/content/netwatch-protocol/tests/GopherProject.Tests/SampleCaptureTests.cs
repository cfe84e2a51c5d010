using NetWatch.Sdk.Testing.Packets;

namespace GopherSpace.Tests;

/// <summary>Writes the flows of the tests as a capture beside the tests, for <c>netwatch read</c> and every other tool.</summary>
public sealed class SampleCaptureTests
{
    [Fact]
    public void The_flows_are_written_as_a_capture_that_can_be_read_again()
    {
        CaptureSample capture = CaptureSample.Merge(GopherTypeTraffic.Flows.Select((flow, index) =>
            CaptureSample.FromFlow(flow with { InitiatorPort = (ushort)(40_000 + index) })));
        string path = Path.Combine(AppContext.BaseDirectory, "gopher-id.pcap");

        using (FileStream file = File.Create(path)) CaptureFileWriter.WritePcap(file, capture);

        using FileStream written = File.OpenRead(path);
        Assert.Equal(
            capture.Packets.Select(packet => Convert.ToHexString(packet.Bytes.Span)),
            CaptureFileReader.Read(written).Packets.Select(packet => Convert.ToHexString(packet.Bytes.Span)));
    }
}
