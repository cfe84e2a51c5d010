using System.Buffers.Binary;
using NetWatch.Sdk.Testing.Packets;
using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Plugins.Quic.Tests;

/// <summary>The flows of Samples/quic.pcap, which make-samples.sh beside it made with real clients and servers.</summary>
static class SampleCapture
{
    // Ethernet, IPv4 without options, UDP: the script makes nothing else.
    const int HeaderSize = 14 + 20 + 8;

    internal static IReadOnlyList<FlowSample> Flows { get; } = Read();

    static List<FlowSample> Read()
    {
        var turns = new List<(ushort ClientPort, ushort ServerPort, List<FlowTurn> Turns)>();
        CaptureSample capture = CaptureFileReader.Read(Path.Combine(AppContext.BaseDirectory, "Samples", "quic.pcap"));
        foreach (SamplePacket packet in capture.Packets)
        {
            ReadOnlySpan<byte> frame = packet.Bytes.Span;
            if (frame.Length <= HeaderSize || frame[12] != 8 || frame[23] != 17) continue;
            ushort from = BinaryPrimitives.ReadUInt16BigEndian(frame[34..]), to = BinaryPrimitives.ReadUInt16BigEndian(frame[36..]);
            byte[] payload = frame.Slice(HeaderSize, BinaryPrimitives.ReadUInt16BigEndian(frame[38..]) - 8).ToArray();
            bool isClient = to is 443 or 4433 or 8443;
            (ushort client, ushort server) = isClient ? (from, to) : (to, from);
            if (turns.FindIndex(flow => flow.ClientPort == client && flow.ServerPort == server) is var index && index < 0)
            {
                index = turns.Count;
                turns.Add((client, server, []));
            }

            turns[index].Turns.Add(isClient ? FlowTurn.FromInitiator(payload) : FlowTurn.FromResponder(payload));
        }

        return [.. turns.Select((flow, i) => FlowSample.Udp($"flow {i} of the capture", flow.ServerPort, flow.Turns) with { InitiatorPort = flow.ClientPort })];
    }

    /// <summary>Whether a flow begins with a handshake; the others are what a moved connection looks like.</summary>
    internal static bool HasHandshake(FlowSample flow) => (flow.Turns[0].Bytes.Span[0] & 0x80) != 0;
}
