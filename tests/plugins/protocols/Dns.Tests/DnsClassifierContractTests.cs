using NetWatch.Sdk.Testing.Protocols;
using static NetWatch.Plugins.Dns.Tests.Dns;

namespace NetWatch.Plugins.Dns.Tests;

public sealed class DnsClassifierContractTests : ClassifierContract<DnsClassifier>
{
    static readonly byte[] BigResponse = Enumerable.Range(0, 100)
        .Aggregate(DnsMessageBuilder.Response().Question("example.org"), (m, i) => m.Answer(ToFirstName, 1, [192, 0, 2, (byte)i])).Framed();

    protected override IReadOnlyList<FlowSample> Samples =>
    [
        FlowSample.Udp("query and response", 53, Client(AddressQuery), Server(AddressResponse)),
        FlowSample.Udp("off the port", 5300, Client(AddressQuery), Server(AddressResponse)),
        FlowSample.Tcp("over TCP", 53, Client(DnsMessageBuilder.Query().Question("example.org").Framed()), Server(BigResponse)),
        FlowSample.Tcp("over TCP off the port", 8053, Client(DnsMessageBuilder.Query().Question("example.org").Edns().Framed())),
        FlowSample.Tcp("a long response first", 53, Server(BigResponse)),
        FlowSample.Udp("multicast", 5353, Client(DnsMessageBuilder.Response(0, 0x8400).Answer(DnsMessageBuilder.Name("host.local"), 1, [10, 0, 0, 1], 120, 0x8001).Bytes())),
        FlowSample.Udp("update", 53, Client(DnsMessageBuilder.Query(7, 0x2800).Question("example.org", 6).Authority(DnsMessageBuilder.Name("a.example.org"), 1, [10, 0, 0, 1]).Bytes())),
        FlowSample.Udp("notify", 53, Client(DnsMessageBuilder.Query(7, 0x2400).Question("example.org", 6).Bytes())),
        FlowSample.Udp("tunnel of NULL records", 53, Client(DnsMessageBuilder.Query().Question("\u00FF\u00FE\u0001.t.example", 10).Bytes())),
        FlowSample.Udp("unknown operation", 53, Client(DnsMessageBuilder.Query(1, 0x4900).Question("example.org").Bytes())),
        FlowSample.Udp("counts that are broken, a question that is not", 53, Client([.. AddressQuery[..4], 1, 0x47, 0, 0, 0x71, 0, 0, 0, .. AddressQuery[12..]])),
        FlowSample.Udp("a question that is broken, in a header that is not", 53, Client([.. AddressQuery[..6], 0, 0x59, 0, 0, 0, 0, .. Enumerable.Repeat((byte)0xAA, 30)])),
        FlowSample.Udp("padding without a type, as DNSCrypt begins, off the port", 5300, Client(Padded)),
        FlowSample.Udp("probe of a byte first", 53, Client([0]), Client(AddressQuery)),
        FlowSample.Udp("response of a header alone", 53, Server(DnsMessageBuilder.Response(1, 0x8181).Bytes())),
    ];

    protected override IReadOnlyList<FlowSample> Negatives =>
    [
        FlowSample.Udp("LLMNR", 5355, Client(DnsMessageBuilder.Query(1, 0).Question("host").Bytes())),
        FlowSample.Tcp("LLMNR over TCP", 5355, Client(DnsMessageBuilder.Query(1, 0).Question("host").Framed())),
        FlowSample.Udp("NetBIOS name query", 137, Client(NetBiosQuery(0x20))),
        FlowSample.Udp("NetBIOS name query off its port", 1137, Client(NetBiosQuery(0x20))),
        FlowSample.Udp("NetBIOS status query off its port", 1137, Client(NetBiosQuery(0x21))),
        FlowSample.Udp("zeros", 53, Client(new byte[64])),
        FlowSample.Udp("counts that are broken off the port", 5300, Client([.. AddressQuery[..4], 1, 0x47, 0, 0, 0x71, 0, 0, 0, .. AddressQuery[12..]])),
        FlowSample.Udp("WireGuard on the port", 53, Client([1, 0, 0, 0, 0x9C, 0x2D, 1, 0x7F, .. Enumerable.Repeat((byte)0x5A, 140)])),
        FlowSample.Udp("zeros elsewhere", 5000, Client(new byte[64])),
        FlowSample.Udp("trailing byte off the port", 5300, Client([.. AddressQuery, 0])),
        FlowSample.Udp("unknown type off the port", 5300, Client(DnsMessageBuilder.Query().Question("example.org", 4711).Bytes())),
        FlowSample.Udp("unprintable name off the port", 5300, Client(DnsMessageBuilder.Query().Question("\u0001\u0002", 1).Bytes())),
        FlowSample.Udp("STUN", 53, Client([0, 1, 0, 8, 0x21, 0x12, 0xA4, 0x42, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 0x80, 0x22, 0, 4, 1, 2, 3, 4])),
        FlowSample.Udp("NTP", 123, Client([0x1B, .. new byte[47]])),
        FlowSample.Udp("RTP", 5004, Client([0x80, 0x60, 0, 1, 0, 0, 0, 160, 1, 2, 3, 4, .. new byte[160]])),
        FlowSample.Tcp("text on the port", 53, Client("GET / HTTP/1.1\r\nHost: example.org\r\n\r\n"u8.ToArray())),
        FlowSample.Tcp("TLS on the port", 53, Client([0x16, 3, 1, 2, 0, 1, 0, 1, 0xFC, 3, 3, .. Enumerable.Repeat((byte)0x5A, 600)])),
    ];

    static byte[] NetBiosQuery(ushort type) => DnsMessageBuilder.Query(1, 0x0110).Question("CKAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", type).Bytes();

    static byte[] Padded
    {
        get
        {
            byte[] query = DnsMessageBuilder.Query().Question("2.dnscrypt-cert.example.org", 16).Bytes();
            return [.. query[..11], 1, .. query[12..], .. new byte[9], 0, 20, 0, 12, 0, 16, .. new byte[16]];
        }
    }
}
