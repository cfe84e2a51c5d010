using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Plugins.Tls.Tests;

public sealed class TlsDissectorTests
{
    readonly TlsDissector _dissector = new();

    [Fact]
    public void A_summary_names_the_messages_and_the_server()
    {
        using var certificate = TlsBytes.MakeCertificate();
        FlowSample sample = TlsSamples.Tls12(certificate.RawData);
        Summary(sample.Turns[0].Bytes).ShouldBe("ClientHello example.org");
        Summary(sample.Turns[1].Bytes).ShouldBe("ServerHello TLS 1.2, Certificate, ServerKeyExchange, ServerHelloDone");
        Summary(sample.Turns[2].Bytes).ShouldBe("ClientKeyExchange, ChangeCipherSpec, Encrypted handshake message");
        Summary(TlsBytes.Encrypted(100)).ShouldBe("Application data");
        Summary(TlsBytes.Alert(2, 40)).ShouldBe("Alert: handshake_failure (fatal)");
        Summary(TlsBytes.Encrypted(26, 21)).ShouldBe("Encrypted alert");
    }

    [Fact]
    public void Only_what_reaches_into_the_packet_is_told()
    {
        byte[] stream = [.. TlsBytes.Browser().Record(), .. TlsBytes.ChangeCipherSpec, .. TlsBytes.Encrypted(50)];
        Summary(stream, packetStart: TlsBytes.Browser().Record().Length).ShouldBe("ChangeCipherSpec, Application data");
    }

    [Fact]
    public void A_hello_over_several_records_is_told_where_it_ends()
    {
        byte[] stream = TlsBytes.Fragmented(TlsBytes.Browser().Message(), 200);
        Summary(stream).ShouldBe("Part of a handshake message, ClientHello example.org");
        Tree(stream).ShouldContain(line => line.Contains("Name: example.org", StringComparison.Ordinal));
    }

    [Fact]
    public void A_stream_joined_in_the_middle_is_picked_up_at_a_record()
    {
        byte[] stream = [.. new byte[37], .. TlsBytes.Encrypted(100), .. TlsBytes.Alert(1, 0)];
        Summary(stream, startsAtFirstByte: false).ShouldBe("Application data, Alert: close_notify (warning)");
        Summary(new byte[300], startsAtFirstByte: false).ShouldBeNull();
    }

    [Fact]
    public void The_tree_shows_the_fields_by_name()
    {
        IReadOnlyList<string> tree = Tree(TlsBytes.Browser().Record());
        foreach (string expected in (string[])
        [
            "Record: Handshake, TLS 1.0", "ClientHello, ", "JA4: t13d1516h2_8daaf6152771_e5627efa2ab1", "Version: TLS 1.2", "Cipher suites (16)",
            "TLS_AES_128_GCM_SHA256", "GREASE", "server_name (0)", "Name: example.org", "Protocol: h2", "ecdsa_secp256r1_sha256", "Key share: x25519",
            "TLS 1.3", "extended_master_secret",
        ])
            tree.ShouldContain(line => line.Contains(expected, StringComparison.Ordinal), expected);
    }

    [Fact]
    public void The_tree_shows_certificates()
    {
        using var certificate = TlsBytes.MakeCertificate(names: "example.org");
        IReadOnlyList<string> tree = Tree(TlsBytes.Record(22, TlsBytes.CertificateMessage(certificate.RawData)));
        tree.ShouldContain(line => line.Contains("Subject: C=DE, O=Example GmbH, CN=example.org", StringComparison.Ordinal));
        tree.ShouldContain(line => line.Contains("Name: example.org", StringComparison.Ordinal));
    }

    [Fact]
    public void A_retry_and_a_hello_of_sslv2_are_named()
    {
        Summary(TlsBytes.Record(22, TlsBytes.ServerHello(isRetry: true, extensions: TlsBytes.ChosenVersion(0x0304)))).ShouldBe("HelloRetryRequest TLS 1.3");
        Summary(TlsBytes.SslV2ClientHello(0x0300, [0, 0, 4])).ShouldBe("ClientHello in the format of SSLv2, SSLv3");
    }

    [Fact]
    public void A_dialog_before_tls_is_shown_by_its_lines()
    {
        byte[] stream = DialogSamples.Side(DialogSamples.Smtp, FlowDirection.FromInitiator);
        Summary(stream.AsMemory(0, 21)).ShouldBe("Before TLS: EHLO client.example");
        Summary(stream.AsMemory(0, 31), packetStart: 21).ShouldBe("Before TLS: STARTTLS");
        Summary(stream, packetStart: 31).ShouldBe("ClientHello inner.example");
        Summary(stream).ShouldBe("Before TLS: EHLO client.example, ClientHello inner.example");
        Summary(DialogSamples.SslRequest).ShouldBe("Before TLS: 8 bytes");
        IReadOnlyList<string> tree = Tree(stream);
        tree.Take(3).ShouldBe(["Before TLS: 31 bytes", "EHLO client.example", "STARTTLS"]);
        tree.ShouldContain("Name: inner.example");
    }

    [Fact]
    public void Ranges_lie_within_the_bytes_and_nodes_close_whatever_the_bytes_are()
    {
        var random = new Random(3);
        FlowTurn[] turns =
        [
            .. TlsSamples.All.SelectMany(sample => sample.Turns),
            .. DialogSamples.All.Select(sample => FlowTurn.FromInitiator(DialogSamples.Side(sample, FlowDirection.FromInitiator))).Where(turn => !turn.Bytes.IsEmpty),
        ];
        for (int i = 0; i < 20_000; i++)
        {
            byte[] bytes = turns[random.Next(turns.Length)].Bytes.ToArray();
            for (int changes = random.Next(6); changes > 0; changes--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            bytes = bytes[..random.Next(1, bytes.Length + 1)];
            bool isFirst = random.Next(2) == 0;
            int start = random.Next(bytes.Length);
            Summary(bytes, start, isFirst);
            Tree(bytes, start, isFirst);
        }
    }

    string? Summary(ReadOnlyMemory<byte> bytes, int packetStart = 0, bool startsAtFirstByte = true) =>
        _dissector.Summarize(Input(bytes, packetStart, startsAtFirstByte));

    IReadOnlyList<string> Tree(byte[] bytes, int packetStart = 0, bool startsAtFirstByte = true)
    {
        var tree = new TreeCollector(bytes.Length);
        _dissector.Dissect(Input(bytes, packetStart, startsAtFirstByte), tree);
        tree.Depth.ShouldBe(0);
        return tree.Lines;
    }

    static DissectionInput Input(ReadOnlyMemory<byte> bytes, int packetStart, bool startsAtFirstByte) => new()
    {
        Bytes = bytes.Span,
        PacketStart = packetStart,
        StartsAtFirstByte = startsAtFirstByte,
        Transport = Transport.Tcp,
        Direction = FlowDirection.FromInitiator,
    };

    sealed class TreeCollector(int length) : IDetailTree
    {
        public List<string> Lines { get; } = [];

        public int Depth { get; private set; }

        public void Open(string text, int start, int count)
        {
            Add(text, start, count);
            Depth++;
        }

        public void Add(string text, int start, int count)
        {
            start.ShouldBeInRange(0, length, text);
            count.ShouldBeInRange(0, length - start, text);
            Lines.Add(text);
        }

        public void Close() => Depth--;
    }
}
