using System.Buffers.Binary;
using System.Text;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Plugins.Ntp.Tests;

/// <summary>Messages and flows of the tests. The flows begin at 2026-01-01 00:00:00 and each turn comes a millisecond after the one before.</summary>
static class Ntp
{
    internal const ulong Start = 0xED00_3780UL << 32;

    /// <summary>2⁻³² s, one millisecond of them.</summary>
    internal const ulong Millisecond = 4_294_967;

    internal static byte[] Question { get; } = Time(4, 3, transmit: Start + 1);

    /// <summary>Arrives and leaves 101 ms after the question by the server's clock, which is 100.5 ms ahead by that; the way takes 1 ms in all.</summary>
    internal static byte[] Answer { get; } = Time(
        4, 4, stratum: 2, id: [192, 0, 2, 123], origin: Start + 1, receive: Start + 102 * Millisecond, transmit: Start + 102 * Millisecond, reference: Start - (60UL << 32));

    internal static FlowSample Exchange { get; } = FlowSample.Udp("an exchange", 123, FlowTurn.FromInitiator(Question), FlowTurn.FromResponder(Answer));

    internal static FlowSample Control { get; } = FlowSample.Udp(
        "control", 123, FlowTurn.FromInitiator((byte[])[0x16, 2, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]),
        FlowTurn.FromResponder((byte[])[0x16, 0x82, 0, 1, 6, 0x18, 0, 0, 0, 0, 0, 16, .. "version=\"ntpd\"\r\n"u8]));

    internal static FlowSample Monlist { get; } = FlowSample.Udp(
        "monlist", 123, FlowTurn.FromInitiator((byte[])[0x17, 0, 3, 42, .. new byte[4]]), FlowTurn.FromInitiator((byte[])[0x17, 0, 3, 42, .. new byte[4]]),
        FlowTurn.FromResponder((byte[])[0xD7, 0, 3, 42, 0, 2, 0, 8, .. new byte[16]]), FlowTurn.FromResponder((byte[])[0x97, 1, 3, 42, 0, 1, 0, 8, .. new byte[8]]));

    internal static FlowSample Broadcast { get; } = FlowSample.Udp(
        "broadcast", 123, FlowTurn.FromInitiator(Time(3, 5, stratum: 1, id: Encoding.ASCII.GetBytes("GPS\0"), transmit: Start)));

    internal static FlowSample Peers { get; } = FlowSample.Udp(
        "peers", 123, FlowTurn.FromInitiator(Time(4, 1, stratum: 3, transmit: Start)),
        FlowTurn.FromResponder(Time(4, 2, stratum: 2, origin: Start, receive: Start + Millisecond, transmit: Start + Millisecond)),
        FlowTurn.FromInitiator(Time(4, 1, stratum: 3, origin: Start + Millisecond, receive: Start + 2 * Millisecond, transmit: Start + 3 * Millisecond)));

    internal static byte[] Time(
        int version, int mode, byte stratum = 0, byte[]? id = null, ulong origin = 0, ulong receive = 0, ulong transmit = 0, ulong reference = 0)
    {
        byte[] bytes = new byte[48];
        (bytes[0], bytes[1], bytes[2], bytes[3]) = ((byte)(version << 3 | mode), stratum, 6, 0xE8);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(4), 0x8000);
        id?.CopyTo(bytes, 12);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(16), reference);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(24), origin);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(32), receive);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(40), transmit);
        return bytes;
    }

    internal static string FactsOf(FlowSample sample) => FactText.Of(Facts(sample));

    internal static IReadOnlyList<Fact> Facts(FlowSample sample) => AnalyzerHarness.For<NtpClassifier>().Run(sample).Facts;
}
