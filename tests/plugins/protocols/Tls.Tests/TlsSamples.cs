using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Plugins.Tls.Tests;

/// <summary>Flows of TLS of every kind, and flows that only look like it.</summary>
static class TlsSamples
{
    public static FlowSample Tls13 => FlowSample.Tcp("TLS 1.3", 443,
        FlowTurn.FromInitiator(TlsBytes.Browser().Record()),
        FlowTurn.FromResponder((byte[])
        [
            .. TlsBytes.Record(22, TlsBytes.ServerHello(extensions: TlsBytes.ChosenVersion(0x0304))), .. TlsBytes.ChangeCipherSpec, .. TlsBytes.Encrypted(900),
        ]),
        FlowTurn.FromInitiator((byte[])[.. TlsBytes.ChangeCipherSpec, .. TlsBytes.Encrypted(53)]));

    public static FlowSample Tls12(byte[] certificate) => FlowSample.Tcp("TLS 1.2", 443,
        FlowTurn.FromInitiator(new ClientHelloBuilder { Suites = [0xC02F] }.WithSni("example.org").WithAlpn("http/1.1").Record()),
        FlowTurn.FromResponder((byte[])
        [
            .. TlsBytes.Record(22, TlsBytes.ServerHello(0xC02F, extensions: TlsBytes.ChosenAlpn("http/1.1"))),
            .. TlsBytes.Record(22, TlsBytes.CertificateMessage(certificate, [1, 2, 3])),
            .. TlsBytes.Record(22, [.. ClientHelloBuilder.Handshake(12, new byte[200]), .. ClientHelloBuilder.Handshake(14, [])]),
        ]),
        FlowTurn.FromInitiator((byte[])
            [.. TlsBytes.Record(22, ClientHelloBuilder.Handshake(16, new byte[66])), .. TlsBytes.ChangeCipherSpec, .. TlsBytes.Encrypted(40, 22)]),
        FlowTurn.FromResponder((byte[])[.. TlsBytes.ChangeCipherSpec, .. TlsBytes.Encrypted(40, 22), .. TlsBytes.Encrypted(300)]));

    public static FlowSample Retry => FlowSample.Tcp("TLS 1.3 with a retry", 443,
        FlowTurn.FromInitiator((byte[])[.. TlsBytes.Browser("first.example").Record(), .. TlsBytes.ChangeCipherSpec, .. TlsBytes.Encrypted(200)]),
        FlowTurn.FromResponder((byte[])
            [.. TlsBytes.Record(22, TlsBytes.ServerHello(isRetry: true, extensions: TlsBytes.ChosenVersion(0x0304))), .. TlsBytes.ChangeCipherSpec]),
        FlowTurn.FromInitiator(TlsBytes.Browser("second.example").Record(0x0303)),
        FlowTurn.FromResponder((byte[])
            [.. TlsBytes.Record(22, TlsBytes.ServerHello(0x1302, extensions: TlsBytes.ChosenVersion(0x0304))), .. TlsBytes.Encrypted(500)]));

    public static FlowSample TinyRecords => FlowSample.Tcp("hello in records of one byte", 443,
        FlowTurn.FromInitiator(TlsBytes.Fragmented(TlsBytes.Browser().Message(), 1)));

    public static FlowSample SslV2Compatible => FlowSample.Tcp("SSLv3 behind a hello of SSLv2", 443,
        FlowTurn.FromInitiator(TlsBytes.SslV2ClientHello(0x0300, [0, 0, 4], [0, 0, 5], [1, 0, 0x80])),
        FlowTurn.FromResponder(TlsBytes.Record(22, TlsBytes.ServerHello(5, 0x0300), 0x0300)));

    public static FlowSample SslV2(byte[] certificate) => FlowSample.Tcp("SSLv2", 4433,
        FlowTurn.FromInitiator(TlsBytes.SslV2ClientHello(0x0002, [1, 0, 0x80], [7, 0, 0xC0])),
        FlowTurn.FromResponder(TlsBytes.SslV2ServerHello(certificate)));

    public static FlowSample AlertOnly => FlowSample.Tcp("an alert and nothing else", 443,
        FlowTurn.FromResponder(TlsBytes.Alert(2, 40)));

    public static FlowSample ServerOnly => FlowSample.Tcp("only the server's side", 443, FlowTurn.FromResponder(
        TlsBytes.Record(22, TlsBytes.ServerHello(extensions: TlsBytes.ChosenVersion(0x0304)))));

    public static FlowSample MidStream => FlowSample.Tcp("joined within the data", 443,
        FlowTurn.FromResponder((byte[])[.. TlsBytes.Encrypted(1200), .. TlsBytes.Encrypted(700)]),
        FlowTurn.FromInitiator(TlsBytes.Encrypted(90))) with { IsMidStream = true };

    public static FlowSample MidStreamBothPartial => FlowSample.Tcp("joined, one record begun in each direction", 8443,
        FlowTurn.FromInitiator(TlsBytes.Encrypted(4000).AsMemory(0, 60)),
        FlowTurn.FromResponder(TlsBytes.Encrypted(4000).AsMemory(0, 60))) with { IsMidStream = true };

    public static FlowSample EmptyRecords => FlowSample.Tcp("empty records before data", 443,
        FlowTurn.FromResponder((byte[])[.. TlsBytes.Record(23, []), .. TlsBytes.Record(23, []), .. TlsBytes.Encrypted(100)])) with { IsMidStream = true };

    public static IReadOnlyList<FlowSample> All
    {
        get
        {
            using var certificate = TlsBytes.MakeCertificate(names: ["example.org", "192.0.2.1"]);
            return
            [
                Tls13, Tls12(certificate.RawData), Retry, TinyRecords, SslV2Compatible, SslV2(certificate.RawData), AlertOnly, ServerOnly,
                MidStream, MidStreamBothPartial, EmptyRecords,
            ];
        }
    }

    public static IReadOnlyList<FlowSample> LookAlikes =>
    [
        FlowSample.Tcp("HTTP on the port of TLS", 443, FlowTurn.FromInitiator("GET / HTTP/1.1\r\nHost: a\r\n\r\n")),
        FlowSample.Tcp("SSH on the port of TLS", 443, FlowTurn.FromResponder("SSH-2.0-OpenSSH_9.6\r\n")),
        FlowSample.Tcp("a little-endian length of 791", 9000, FlowTurn.FromInitiator((byte[])[0x17, 3, 0, 0, 17, .. new byte[786]])),
        FlowSample.Tcp("a TPKT", 3389, FlowTurn.FromInitiator((byte[])[3, 0, 0, 19, 14, 224, 0, 0, 0, 0, 0, 1, 0, 8, 0, 3, 0, 0, 0])),
        FlowSample.Tcp("a record longer than any", 443, FlowTurn.FromInitiator((byte[])[22, 3, 1, 0x48, 1, 1, 0, 0x47, 0xFD, 3, 3])),
        FlowSample.Tcp("an alert that does not exist", 443, FlowTurn.FromResponder(TlsBytes.Alert(2, 99))),
        FlowSample.Tcp("a hello of SSLv2 whose lengths do not add up", 443,
            FlowTurn.FromInitiator((byte[])[0x80, 46, 1, 3, 1, 0, 6, 0, 0, 0, 16, .. new byte[40]])),
        FlowSample.Tcp("encrypted content too short for any suite", 443, FlowTurn.FromInitiator(TlsBytes.Record(23, new byte[8]))),
        FlowSample.Tcp("DNS over TCP", 53, FlowTurn.FromInitiator((byte[])[0, 29, 0x16, 3, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 3, 119, 119, 119])),
        FlowSample.Udp("DTLS", 443, FlowTurn.FromInitiator((byte[])[22, 0xFE, 0xFD, 0, 0, 0, 0, 0, 0, 0, 0, 0, 50, 1, 0, 0, 38, 0, 0])),
        FlowSample.Udp("a hello in a datagram", 443, FlowTurn.FromInitiator(TlsBytes.Browser().Record())),
    ];
}
