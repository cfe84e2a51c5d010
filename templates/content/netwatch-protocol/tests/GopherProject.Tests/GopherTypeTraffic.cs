using System.Buffers.Binary;
using System.Text;
using NetWatch.Sdk.Testing.Protocols;

namespace GopherSpace.Tests;

/// <summary>Makes traffic of the protocol, from single messages to whole flows.</summary>
static class GopherTypeTraffic
{
    internal const ushort Port = 65432;
    internal const byte Hello = 1, Welcome = 2, Data = 3;

    /// <summary>Flows that must be recognised, in every form that real ones take.</summary>
    internal static IReadOnlyList<FlowSample> Flows { get; } =
    [
#if (UsesTcp)
        FlowSample.Tcp("greeting over TCP", Port, Client(Hello, "alice"), Server(Welcome, "bob"), Client(Data, "how are you?")),
        FlowSample.Tcp("server first over TCP", Port, Server(Welcome, "bob"), Client(Hello, "alice")),
#if (!IsWeak)
        FlowSample.Tcp("off the port over TCP", 50_001, Client(Hello, "alice")),
#endif
#endif
#if (UsesUdp)
        FlowSample.Udp("greeting over UDP", Port, Client(Hello, "alice"), Server(Welcome, "bob"), Client(Data, "how are you?")),
#if (!IsWeak)
        FlowSample.Udp("off the port over UDP", 50_002, Client(Hello, "alice")),
#endif
#endif
    ];

    /// <summary>Flows that must not be recognised: look-alikes, and what else is met on the port.</summary>
    internal static IReadOnlyList<FlowSample> LookAlikes { get; } = [.. OtherPayloads.SelectMany(OnBothTransports)];

    internal static byte[] Message(byte type, string body, byte version = 1)
    {
        byte[] text = Encoding.ASCII.GetBytes(body);
        byte[] length = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)text.Length);
#if (HasMagic)
        byte[] magic = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(magic, 0x90000000);
        return [.. magic, version, type, .. length, .. text];
#elseif (HasStructure)
        byte[] inverted = [(byte)~length[0], (byte)~length[1]];
        return [version, type, .. length, .. inverted, .. text];
#else
        return [version, type, .. length, .. text];
#endif
    }

    static IEnumerable<(string Name, byte[] Payload)> OtherPayloads =>
    [
        ("text", "GET / HTTP/1.1\r\nHost: example.org\r\n\r\n"u8.ToArray()),
        ("a TLS record", [0x16, 3, 1, 2, 0, 1, 0, 1, 0xFC, 3, 3, .. Enumerable.Repeat((byte)0x5A, 600)]),
        ("zeros", new byte[64]),
        ("a later version", Message(Hello, "alice", version: 2)),
        ("an unknown type", Message(9, "alice")),
    ];

    static IEnumerable<FlowSample> OnBothTransports((string Name, byte[] Payload) other) =>
    [
#if (UsesTcp)
        FlowSample.Tcp($"{other.Name} over TCP", Port, FlowTurn.FromInitiator(other.Payload)),
#endif
#if (UsesUdp)
        FlowSample.Udp($"{other.Name} over UDP", Port, FlowTurn.FromInitiator(other.Payload)),
#endif
    ];

    static FlowTurn Client(byte type, string body) => FlowTurn.FromInitiator(Message(type, body));

    static FlowTurn Server(byte type, string body) => FlowTurn.FromResponder(Message(type, body));
}
