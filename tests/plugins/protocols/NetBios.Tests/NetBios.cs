using System.Text;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Plugins.NetBios.Tests;

/// <summary>Messages and flows of the tests.</summary>
static class NetBios
{
    internal static string Encode(string name, byte suffix, char padding = ' ')
    {
        byte[] bytes = [.. Encoding.Latin1.GetBytes(name.PadRight(15, padding)), suffix];
        return string.Concat(bytes.Select(value => $"{(char)('A' + (value >> 4))}{(char)('A' + (value & 15))}"));
    }

    internal static byte[] NameQuery { get; } = DnsMessageBuilder.Query(7, 0x0110).Question(Encode("FILES", 0x20), 0x20).Bytes();

    internal static byte[] NameAnswer { get; } = DnsMessageBuilder.Response(7, 0x8500)
        .Answer(DnsMessageBuilder.Name(Encode("FILES", 0x20)), 0x20, [0x60, 0, 192, 0, 2, 9], 300_000).Bytes();

    internal static byte[] UnicastQuery { get; } = DnsMessageBuilder.Query(7, 0x0100).Question(Encode("FILES", 0x20), 0x20).Bytes();

    internal static byte[] Registration { get; } = DnsMessageBuilder.Query(8, 0x2910).Question(Encode("GROUP", 0), 0x20)
        .Additional(DnsMessageBuilder.Pointer(12), 0x20, [0x80, 0, 192, 0, 2, 1], 300_000).Bytes();

    internal static byte[] StatusQuery { get; } = DnsMessageBuilder.Query(9, 0).Question(Encode("*", 0, '\0'), 0x21).Bytes();

    internal static byte[] StatusAnswer { get; } = DnsMessageBuilder.Response(9, 0x8400).Answer(
        DnsMessageBuilder.Name(Encode("*", 0, '\0')), 0x21,
        [
            2, .. "FILES          "u8, 0x20, 4, 0, .. "GROUP          "u8, 0, 0x84, 0, 0x52, 0x54, 0, 0x12, 0x34, 0x56, .. new byte[40],
        ], 0).Bytes();

    internal static byte[] Datagram { get; } =
    [
        0x11, 0x0A, 0, 3, 192, 0, 2, 1, 0, 138, 0, 100, 0, 0, .. DnsMessageBuilder.Name(Encode("FILES", 0)), .. DnsMessageBuilder.Name(Encode("GROUP", 0x1E)), .. Announcement(),
    ];

    internal static byte[] SessionRequest { get; } =
        [0x81, 0, 0, 68, .. DnsMessageBuilder.Name(Encode("*SMBSERVER", 0x20)), .. DnsMessageBuilder.Name(Encode("CLIENT", 0))];

    internal static byte[] SmbMessage { get; } = [0, 0, 0, 36, 0xFF, .. "SMB"u8, 0x72, .. new byte[31]];

    internal static FlowSample ByUnicast { get; } =
        FlowSample.Udp("query and answer", 137, FlowTurn.FromInitiator(UnicastQuery), FlowTurn.FromInitiator(UnicastQuery), FlowTurn.FromResponder(NameAnswer));

    internal static FlowSample ByBroadcast { get; } = FlowSample.Udp(
        "a query to all, sent again", 137, FlowTurn.FromInitiator(NameQuery), FlowTurn.FromInitiator(NameQuery), FlowTurn.FromInitiator(NameQuery));

    internal static FlowSample Status { get; } = FlowSample.Udp("node status", 137, FlowTurn.FromInitiator(StatusQuery), FlowTurn.FromResponder(StatusAnswer));

    internal static FlowSample Register { get; } = FlowSample.Udp("registration", 137, FlowTurn.FromInitiator(Registration));

    internal static FlowSample Announce { get; } = FlowSample.Udp("an announcement", 138, FlowTurn.FromInitiator(Datagram));

    internal static FlowSample Session { get; } = FlowSample.Tcp(
        "a session", 139, FlowTurn.FromInitiator(SessionRequest), FlowTurn.FromResponder((byte[])[0x82, 0, 0, 0]), FlowTurn.FromInitiator(SmbMessage));

    internal static FlowSample Refused { get; } =
        FlowSample.Tcp("a refused session", 139, FlowTurn.FromInitiator(SessionRequest), FlowTurn.FromResponder((byte[])[0x83, 0, 0, 1, 0x82]));

    internal static string FactsOf(FlowSample sample) => FactText.Of(AnalyzerHarness.For<NetBiosClassifier>().Run(sample).Facts);

    internal static Fact Only(FlowSample sample) => AnalyzerHarness.For<NetBiosClassifier>().Run(sample).Facts.ShouldHaveSingleItem();

    // [MS-MAIL] in an SMB transaction, holding a host announcement of [MS-BRWS] §2.2.1.
    static byte[] Announcement()
    {
        byte[] slot = [.. "\\MAILSLOT\\BROWSE"u8, 0];
        byte[] body =
        [
            1, 0, 0x80, 0xFC, 0x0A, 0, .. "FILES"u8, .. new byte[11], 6, 1, 3, 0x90, 0x84, 0, 0x0F, 1, 0x55, 0xAA, .. "Shared files"u8, 0,
        ];
        byte[] words = new byte[34];
        (words[22], words[24]) = ((byte)body.Length, (byte)(32 + 1 + 34 + 2 + slot.Length));
        return [0xFF, .. "SMB"u8, 0x25, .. new byte[27], 17, .. words, (byte)(slot.Length + body.Length), 0, .. slot, .. body];
    }
}
