using System.Buffers.Binary;
using System.Text;
using NetWatch.Engine.Identification;
using NetWatch.Sdk.Testing.Packets;
using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Conformance.Tests;

/// <summary>Traffic that no bundled protocol knows has no label: encrypted, voice, games, home-made messages, fills.</summary>
public sealed class NoiseTests
{
    const int Flows = 30_000;

    static readonly ProtocolTable Protocols = BundledProtocols.Load();

    [Fact]
    public void Random_bytes_have_no_label_at_ports_without_a_meaning() => Labels(Flows, random => (Random(random), 50_001)).ShouldBeEmpty();

    [Fact]
    public void Home_made_messages_have_no_label_at_ports_without_a_meaning() => Labels(Flows, random => (Shapes[random.Next(Shapes.Length)](random), 50_001)).ShouldBeEmpty();

    // At a port of its own a protocol may believe less evidence. Five in ten thousand is what random bytes may pass for.
    [Fact]
    public void Random_bytes_have_hardly_any_label_at_the_ports_of_protocols()
    {
        ushort[] ports = [.. Protocols.Protocols.SelectMany(protocol => protocol.Declaration.Ports).Distinct()];
        Labels(Flows, random => (Random(random), ports[random.Next(ports.Length)])).Count.ShouldBeLessThanOrEqualTo(Flows * 5 / 10_000);
    }

    static byte[] Random(Random random)
    {
        byte[] bytes = new byte[random.Next(1, 200)];
        random.NextBytes(bytes);
        return bytes;
    }

    // What others send, with the fields that stay and those that change.
    static readonly Func<Random, byte[]>[] Shapes =
    [
        Voice, Game, Lengths, Tagged,
        random => new byte[random.Next(1, 200)],
        random => [.. Enumerable.Repeat((byte)random.Next(256), random.Next(1, 200))],
        random => Encoding.ASCII.GetBytes($"{{\"id\":{random.Next(1000)},\"method\":\"get\",\"value\":\"{random.Next()}\"}}\n"),
        random => Encoding.ASCII.GetBytes($"{(random.Next(2) == 0 ? "HELLO" : "set")} {random.Next(1000)} {random.Next(10)}\r\n"),
        random => Encoding.ASCII.GetBytes($"{random.Next(100, 700)} ok {random.Next(10)}\r\n"),
        random => Encoding.ASCII.GetBytes($"<{random.Next(190)}>Jan  1 00:00:0{random.Next(10)} host app[{random.Next(9999)}]: message {random.Next()}"),
        random => Encoding.ASCII.GetBytes($"app.requests.{random.Next(10)}:{random.Next(100)}|c|#env:prod"),
        random => [.. "d3:key"u8, .. Encoding.ASCII.GetBytes($"{random.Next(1, 9)}:"), .. Random(random)],
    ];

    // RTP (RFC 3550 §5.1) and RTCP, with small numbers in front.
    static byte[] Voice(Random random)
    {
        byte[] packet = new byte[random.Next(12, 180)];
        random.NextBytes(packet);
        packet[0] = 0x80;
        packet[1] = (byte)(random.Next(4) == 0 ? 200 + random.Next(5) : random.Next(128));
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)random.Next(1000));
        return packet;
    }

    static byte[] Game(Random random) => random.Next(2) == 0
        ? [255, 255, 255, 255, .. Encoding.ASCII.GetBytes("getstatus"), .. Random(random)]
        : [.. BitConverter.GetBytes(random.Next(5000)), .. BitConverter.GetBytes(random.Next(5000)), 0, (byte)random.Next(4), .. Random(random)];

    // A length in front, in any of the usual forms.
    static byte[] Lengths(Random random)
    {
        byte[] body = Random(random);
        byte[] length = BitConverter.GetBytes(body.Length);
        return random.Next(4) switch
        {
            0 => [.. length, .. body],
            1 => [.. length.Reverse(), .. body],
            2 => [length[1], length[0], .. body],
            _ => [length[0], .. body],
        };
    }

    // A type, a length and a value, again and again (ASN.1, protocol buffers).
    static byte[] Tagged(Random random)
    {
        var bytes = new List<byte>();
        byte outer = random.Next(2) == 0 ? (byte)0x30 : (byte)0x0A;
        for (int i = random.Next(1, 6); i > 0; i--)
        {
            byte[] value = new byte[random.Next(0, 12)];
            random.NextBytes(value);
            bytes.AddRange([(byte)(random.Next(2) == 0 ? 2 : 4 + random.Next(30)), (byte)value.Length, .. value]);
        }

        return [outer, (byte)bytes.Count, .. bytes];
    }

    static List<string> Labels(int flows, Func<Random, (byte[] Bytes, int Port)> make)
    {
        var labels = new List<string>();
        for (int seed = 0; seed < flows; seed++)
        {
            var random = new Random(seed);
            int port = 0;
            var turns = new List<FlowTurn>();
            for (int i = random.Next(1, 6); i > 0; i--)
            {
                (byte[] bytes, port) = make(random);
                turns.Add(random.Next(2) == 0 ? FlowTurn.FromInitiator(bytes) : FlowTurn.FromResponder(bytes));
            }

            FlowSample flow = random.Next(2) == 0 ? FlowSample.Tcp("noise", (ushort)port, turns) : FlowSample.Udp("noise", (ushort)port, turns);
            string label = Outcomes.LabelsOf(CaptureSample.FromFlow(flow with { InitiatorPort = 50_002, IsMidStream = random.Next(8) == 0 }), Protocols);
            if (label.Length > 0) labels.Add($"seed {seed}, {flow.Transport} {port}: {label}, {Convert.ToHexString(turns[0].Bytes.Span[..Math.Min(40, turns[0].Bytes.Length)])}");
        }

        return labels;
    }
}
