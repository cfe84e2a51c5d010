using NetWatch.Engine;
using NetWatch.Engine.Decryption;
using NetWatch.Engine.Identification;
using NetWatch.Sdk.Capture;
using NetWatch.Sdk.Protocols.Http;
using NetWatch.Sdk.Testing.Packets;

namespace NetWatch.Conformance.Tests;

/// <summary>Bodies of a real server in each coding, encrypted: the conversation shows the text that was sent.</summary>
public sealed class ContentCodingTests : IExtensionFaults
{
    [Fact]
    public void The_conversation_shows_the_text_whatever_its_coding()
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "Samples");
        var keys = new KeyRing();
        new KeyLogReader(keys).Read(File.ReadAllBytes(Path.Combine(folder, "codings.keys")));
        ProtocolTable protocols = BundledProtocols.Load();
        var plaintext = new PlaintextHistory(protocols, this);
        var pipeline = new PacketPipeline(protocols, new EngineOptions(), this) { Keys = keys, PlaintextListener = plaintext };
        foreach (SamplePacket packet in CaptureFileReader.Read(Path.Combine(folder, "codings.pcap")).Packets)
            pipeline.OnPacket(new CapturedPacket(packet.Bytes.Span, packet.Time, packet.WireLength, packet.LinkType));
        pipeline.Complete();
        // HTTP/1.1 and HTTP/2, each a connection with three requests.
        for (int flow = 1; flow <= 2; flow++)
        {
            string[] lines = [.. plaintext.Dissect(flow).Select(node => node.Text)];
            int shown = lines.Count(line => line == "line 7 of a text in some coding");
            shown.ShouldBe(ContentCoding.HasZstd ? 3 : 2, string.Join('\n', lines.Take(60)));
        }
    }

    int IExtensionFaults.Generation => 0;

    void IExtensionFaults.Report(object extension, Exception error) => throw new InvalidOperationException($"{extension} failed.", error);

    bool IExtensionFaults.IsQuarantined(object extension) => false;
}
