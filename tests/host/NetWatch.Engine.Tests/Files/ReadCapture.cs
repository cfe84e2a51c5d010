using NetWatch.Engine.Files;
using NetWatch.Sdk.Capture;

namespace NetWatch.Engine.Tests.Files;

/// <summary>A capture, read to its end.</summary>
sealed record ReadCapture(IReadOnlyList<ReadPacket> Packets, CaptureFileReader Reader)
{
    internal static ReadCapture From(byte[] bytes) => From(new MemoryStream(bytes));

    internal static ReadCapture From(Stream stream)
    {
        using CaptureFileReader reader = CaptureFileReader.Open(stream, "some.pcap");
        var packets = new List<ReadPacket>();
        while (reader.TryRead(out CapturedPacket packet))
        {
            packets.Add(new ReadPacket(
                packet.Time.Nanoseconds, packet.WireLength, packet.LinkType, packet.InterfaceIndex, Convert.ToHexString(packet.Bytes)));
        }

        reader.TryRead(out _).ShouldBeFalse("what has ended stays ended");
        return new ReadCapture(packets, reader);
    }

    internal ReadCapture ShouldEndCleanly()
    {
        Reader.Error.ShouldBeNull();
        return this;
    }

    internal CaptureFileError ShouldFail(string saying)
    {
        CaptureFileError error = Reader.Error.ShouldNotBeNull();
        error.Message.ShouldContain(saying);
        error.Message.ShouldContain("some.pcap");
        error.Message.ShouldNotContain("\n");
        return error;
    }
}
