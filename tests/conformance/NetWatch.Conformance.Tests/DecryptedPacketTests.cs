using NetWatch.Engine;
using NetWatch.Engine.Decryption;
using NetWatch.Engine.Identification;
using NetWatch.Engine.Ring;
using NetWatch.Sdk.Capture;
using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Testing.Packets;

namespace NetWatch.Conformance.Tests;

/// <summary>What the detail tree of a packet shows of real connections whose secrets are there.</summary>
public sealed class DecryptedPacketTests
{
    [Fact]
    public void Packets_of_quic_show_their_frames_and_those_of_http_3_inside()
    {
        (string[] trees, string?[] lines) = Dissect("quic");
        string request = trees.First(tree => tree.Contains("HTTP/3 HEADERS", StringComparison.Ordinal) && tree.Contains(":method: GET", StringComparison.Ordinal));
        request.ShouldContain("Decrypted: QUIC 1-RTT packet ");
        request.ShouldContain("  STREAM 0, offset 0, ");
        request.ShouldContain("HTTP/3 HEADERS, stream 0, GET /");
        trees.ShouldContain(tree => tree.Contains("Decrypted: QUIC Handshake packet 0", StringComparison.Ordinal) && tree.Contains("CRYPTO, offset 0, ", StringComparison.Ordinal));
        trees.ShouldContain(tree => tree.Contains(":status: 200", StringComparison.Ordinal) && tree.Contains("HTTP/3 DATA, stream 0, ", StringComparison.Ordinal));
        trees.ShouldContain(tree => tree.Contains("HTTP/3 SETTINGS, stream ", StringComparison.Ordinal) && tree.Contains("QPACK_MAX_TABLE_CAPACITY=", StringComparison.Ordinal));
        trees.ShouldContain(tree => tree.Contains("HANDSHAKE_DONE", StringComparison.Ordinal));
        trees.ShouldContain(tree => tree.Contains("ACK of 0", StringComparison.Ordinal));
        trees.ShouldAllBe(tree => !tree.Contains("failed", StringComparison.Ordinal));
        lines.ShouldContain(line => line != null && line.StartsWith("» 1-RTT: ", StringComparison.Ordinal) && line.Contains("STREAM 0, offset 0, ", StringComparison.Ordinal));
    }

    [Fact]
    public void Records_of_tls_1_3_show_the_messages_of_the_handshake_in_them()
    {
        (string[] trees, string?[] lines) = Dissect("client-certificates");
        string server = trees.First(tree => tree.Contains("Decrypted: EncryptedExtensions", StringComparison.Ordinal));
        server.ShouldContain("Decrypted: CertificateRequest");
        server.ShouldContain("Subject: CN=server.test");
        trees.ShouldContain(tree => tree.Contains("Decrypted: Certificate\n", StringComparison.Ordinal) && tree.Contains("Subject: O=Clients, CN=alice", StringComparison.Ordinal)
            && tree.Contains("Name: alice.clients.test", StringComparison.Ordinal));
        trees.ShouldContain(tree => tree.Contains("No certificate", StringComparison.Ordinal));
        lines.ShouldContain(line => line != null && line.StartsWith("» EncryptedExtensions", StringComparison.Ordinal));
    }

    static (string[] Trees, string?[] Lines) Dissect(string name)
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "Samples");
        var keys = new KeyRing();
        new KeyLogReader(keys).Read(File.ReadAllBytes(Path.Combine(folder, name + ".keys")));
        ProtocolTable protocols = BundledProtocols.Load();
        var faults = new NoFaults();
        var ring = new PacketRing(10_000, 16 << 20);
        var plaintext = new PlaintextHistory(protocols, faults);
        var pipeline = new PacketPipeline(protocols, new EngineOptions(), faults) { Keys = keys, Ring = ring, PlaintextListener = plaintext };
        foreach (SamplePacket packet in CaptureFileReader.Read(Path.Combine(folder, name + ".pcap")).Packets)
            pipeline.OnPacket(new CapturedPacket(packet.Bytes.Span, packet.Time, packet.WireLength, packet.LinkType));
        pipeline.Complete();
        var history = new PacketHistory(ring, protocols, faults) { Plaintext = plaintext };
        long[] numbers = [.. Enumerable.Range(0, (int)(history.Last - history.First + 1)).Select(i => history.First + i)];
        return ([.. numbers.Select(number => Text(history.Dissect(number)!))], [.. numbers.Select(history.Summarize)]);
    }

    static string Text(PacketDetail detail) => string.Concat(detail.Nodes.Select(node => new string(' ', 2 * node.Depth) + node.Text + "\n"));

    sealed class NoFaults : IExtensionFaults
    {
        public int Generation => 0;

        public void Report(object extension, Exception error) => throw new InvalidOperationException($"{extension} failed.", error);

        public bool IsQuarantined(object extension) => false;
    }
}
