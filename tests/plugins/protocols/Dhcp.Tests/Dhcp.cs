using System.Buffers.Binary;
using System.Text;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Plugins.Dhcp.Tests;

/// <summary>Messages and flows of the tests.</summary>
static class Dhcp
{
    internal static readonly byte[] Mac = [0x52, 0x54, 0, 0x12, 0x34, 0x56];

    internal static byte[] Discover { get; } = Message(
        1, new byte[4], Option(53, 1), Option(61, [1, .. Mac]), Option(50, 192, 0, 2, 50), Option(12, Encoding.ASCII.GetBytes("laptop")),
        Option(60, Encoding.ASCII.GetBytes("MSFT 5.0")), Option(55, 1, 3, 6, 15, 119, 252));

    internal static byte[] Ack { get; } = Message(
        2, [192, 0, 2, 50], Option(53, 5), Option(54, 192, 0, 2, 1), Option(51, 0, 0, 0x0E, 0x10), Option(58, 0, 0, 7, 8), Option(59, 0, 0, 0x0C, 0x4E),
        Option(1, 255, 255, 255, 0), Option(3, 192, 0, 2, 1), Option(6, 192, 0, 2, 2, 192, 0, 2, 3), Option(15, Encoding.ASCII.GetBytes("example.org\0")),
        Option(42, 192, 0, 2, 4), Option(82, [1, 4, .. "eth1"u8, 2, 2, 0xAB, 0xCD]));

    internal static byte[] Bootp { get; } = Bare(1, [0, 0, 0, 0]);

    internal static byte[] Solicit { get; } = Message6(
        1, Option6(1, [0, 1, 0, 1, 0x1C, 0x39, 0xCF, 0x88, .. Mac]), Option6(3, [0, 0, 0, 1, .. new byte[8]]), Option6(6, 0, 23, 0, 24), Option6(8, 0, 0),
        Option6(39, [0, .. DnsMessageBuilder.Name("laptop.example.org")]));

    internal static byte[] Reply { get; } = Message6(
        7, Option6(1, [0, 3, 0, 1, .. Mac]), Option6(2, 0, 3, 0, 1, 2, 0, 0, 0, 0, 1),
        Option6(3, [0, 0, 0, 1, .. new byte[8], .. Option6(5, [.. Address6(0x50), 0, 0, 0x0E, 0x10, 0, 0, 0x1C, 0x20])]),
        Option6(25, [0, 0, 0, 2, .. new byte[8], .. Option6(26, [0, 0, 0, 1, 0, 0, 0, 2, 56, .. Address6(0)])]),
        Option6(23, Address6(0x53)), Option6(24, DnsMessageBuilder.Name("example.org")), Option6(13, [0, 0, .. "done"u8]));

    internal static byte[] Relayed { get; } =
        [12, 0, .. Address6(1), .. Address6(2), .. Option6(18, Encoding.ASCII.GetBytes("eth2")), .. Option6(9, Solicit)];

    internal static FlowSample Asking { get; } = FlowSample.Udp("discover", 67, FlowTurn.FromInitiator(Discover)) with { InitiatorPort = 68 };

    internal static FlowSample Renewal { get; } = FlowSample.Udp("renewal", 67, FlowTurn.FromInitiator(Discover), FlowTurn.FromResponder(Ack)) with { InitiatorPort = 68 };

    internal static FlowSample Asking6 { get; } = FlowSample.Udp("solicit", 547, FlowTurn.FromInitiator(Solicit)) with { InitiatorPort = 546 };

    internal static FlowSample Answering6 { get; } = FlowSample.Udp("reply", 546, FlowTurn.FromInitiator(Reply)) with { InitiatorPort = 547 };

    internal static FlowSample Relaying6 { get; } = FlowSample.Udp("relayed", 547, FlowTurn.FromInitiator(Relayed)) with { InitiatorPort = 547 };

    internal static string FactsOf(FlowSample sample) => FactText.Of(AnalyzerHarness.For<DhcpClassifier>().Run(sample).Facts);

    internal static Fact Only(byte[] message) =>
        AnalyzerHarness.For<DhcpClassifier>().Run(FlowSample.Udp("one", 67, FlowTurn.FromInitiator(message))).Facts.ShouldHaveSingleItem();

    internal static string Facts6Of(FlowSample sample) => FactText.Of(AnalyzerHarness.For<Dhcp6Classifier>().Run(sample).Facts);

    internal static byte[] Option(byte code, params byte[] data) => [code, (byte)data.Length, .. data];

    internal static byte[] Option6(ushort code, params byte[] data) => [0, (byte)code, (byte)(data.Length >> 8), (byte)data.Length, .. data];

    /// <summary>The fixed fields without a cookie.</summary>
    internal static byte[] Bare(byte operation, byte[] assigned)
    {
        byte[] bytes = new byte[236];
        (bytes[0], bytes[1], bytes[2]) = (operation, 1, 6);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(4), 0x12345678);
        assigned.CopyTo(bytes, 16);
        Mac.CopyTo(bytes, 28);
        return bytes;
    }

    internal static byte[] Message(byte operation, byte[] assigned, params byte[][] options) =>
        [.. Bare(operation, assigned), 0x63, 0x82, 0x53, 0x63, .. options.SelectMany(option => option), 255];

    static byte[] Message6(byte type, params byte[][] options) => [type, 0xAB, 0xCD, 0xEF, .. options.SelectMany(option => option)];

    static byte[] Address6(byte last) => [0x20, 1, 0x0D, 0xB8, .. new byte[11], last];
}
