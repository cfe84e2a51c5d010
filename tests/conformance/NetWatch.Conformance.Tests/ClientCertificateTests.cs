using NetWatch.Engine;
using NetWatch.Engine.Decryption;
using NetWatch.Engine.Flows;
using NetWatch.Engine.Identification;
using NetWatch.Sdk.Capture;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Testing.Packets;

namespace NetWatch.Conformance.Tests;

/// <summary>Real servers that ask their clients for a certificate: who had one is told, and who had none.</summary>
public sealed class ClientCertificateTests
{
    [Fact]
    public void In_the_clear_and_decrypted_in_the_handshake_and_after_it()
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "Samples");
        var keys = new KeyRing();
        new KeyLogReader(keys).Read(File.ReadAllBytes(Path.Combine(folder, "client-certificates.keys")));
        Run(keys).ShouldBe(
        [
            "443 TLS 1.2: O=Clients, CN=alice [alice.clients.test, 192.0.2.7]", "443 TLS 1.2: nobody",
            "443 TLS 1.3: O=Clients, CN=alice [alice.clients.test, 192.0.2.7]", "443 TLS 1.3: nobody",
            "4433 TLS 1.3: O=Clients, CN=alice [alice.clients.test, 192.0.2.7]",
        ]);
    }

    [Fact]
    public void Without_keys_what_is_in_the_clear() => Run(null).ShouldBe(
    [
        "443 TLS 1.2: O=Clients, CN=alice [alice.clients.test, 192.0.2.7]", "443 TLS 1.2: nobody", "443 TLS 1.3: nobody", "443 TLS 1.3: nobody",
        "4433 TLS 1.3: nobody",
    ]);

    static List<string> Run(KeyRing? keys)
    {
        CaptureSample capture = CaptureFileReader.Read(Path.Combine(AppContext.BaseDirectory, "Samples", "client-certificates.pcap"));
        var clients = new Clients();
        var pipeline = new PacketPipeline(BundledProtocols.Load(), new EngineOptions(), clients) { Listener = clients, Keys = keys };
        foreach (SamplePacket packet in capture.Packets)
            pipeline.OnPacket(new CapturedPacket(packet.Bytes.Span, packet.Time, packet.WireLength, packet.LinkType));
        pipeline.Complete();
        return clients.Lines;
    }

    sealed class Clients : IFlowListener, IExtensionFaults
    {
        internal List<string> Lines { get; } = [];

        public void OnFact(in FlowRecord flow, Fact fact, Timestamp time)
        {
            // They are kept with the flow.
        }

        public void OnSettled(in FlowRecord flow, Timestamp time)
        {
            // Post-handshake authentication comes later.
        }

        public void OnFlow(in FlowRecord flow)
        {
            string version = TlsNames.Version(flow.Facts.OfType<TlsServerHello>().Single().Version);
            TlsCertificate? certificate = flow.Facts.OfType<TlsClientCertificate>().SingleOrDefault()?.Certificate;
            Lines.Add($"{flow.Tuple.DestinationPort} {version}: {(certificate is null ? "nobody" : $"{certificate.Subject} [{string.Join(", ", certificate.SubjectAltNames)}]")}");
        }

        public void Report(object extension, Exception error) => throw new InvalidOperationException($"{extension} failed.", error);

        public bool IsQuarantined(object extension) => false;

        public int Generation => 0;
    }
}
