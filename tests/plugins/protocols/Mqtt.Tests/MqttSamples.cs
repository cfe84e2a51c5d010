using System.Text;
using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Plugins.Mqtt.Tests;

/// <summary>Connections for tests.</summary>
static class MqttSamples
{
    internal static FlowTurn Client(params byte[][] packets) => FlowTurn.FromInitiator(packets.SelectMany(packet => packet).ToArray());

    internal static FlowTurn Server(params byte[][] packets) => FlowTurn.FromResponder(packets.SelectMany(packet => packet).ToArray());

    internal static byte[] Text(string text) => [0, (byte)text.Length, .. Encoding.UTF8.GetBytes(text)];

    /// <summary>A packet with its remaining length.</summary>
    internal static byte[] Packet(byte first, params byte[] body)
    {
        var length = new List<byte>();
        for (int rest = body.Length; ; rest >>= 7)
        {
            if (rest < 128)
            {
                length.Add((byte)rest);
                break;
            }

            length.Add((byte)(rest & 127 | 128));
        }

        return [first, .. length, .. body];
    }

    internal static byte[] Connect(string name, byte level, byte flags, params byte[] rest) => Packet(0x10, [.. Text(name), level, flags, 0, 60, .. rest]);

    internal static byte[] Publish(byte flags, string topic, params byte[] rest) => Packet((byte)(0x30 | flags), [.. Text(topic), .. rest]);

    internal static FlowSample Current { get; } = FlowSample.Tcp("3.1.1", 1883,
        Client(Connect("MQTT", 4, 0xC6, [.. Text("client-1"), .. Text("gone/a"), .. Text("bye"), .. Text("ann"), .. Text("hunter2")])),
        Server(Packet(0x20, 1, 0)), Client(Packet(0x82, [0, 7, .. Text("home/+/temp"), 1, .. Text("news/#"), 2])), Server(Packet(0x90, 0, 7, 1, 2)),
        Client(Publish(0, "home/a/temp", 1, 2, 3), Publish(2, "home/a/temp", 0, 9, 1), Publish(1, "home/b", 5)), Server(Packet(0x40, 0, 9)),
        Server(Publish(4, "news/x", 0, 1, 1)), Client(Packet(0x50, 0, 1)), Client([0xC0, 0]), Server([0xD0, 0]), Client([0xE0, 0]));

    internal static FlowSample Old { get; } = FlowSample.Tcp("3.1, on another port", 11_883, Client(Connect("MQIsdp", 3, 2, Text("old"))), Server(Packet(0x20, 0, 5)));

    internal static FlowSample New { get; } = FlowSample.Tcp("5", 1884,
        Client(Connect("MQTT", 5, 2, [15, 0x11, 0, 0, 0, 30, 0x26, .. Text("k"), .. Text("vvvv"), .. Text("")])),
        Server(Packet(0x20, [0, 0, 9, 0x12, .. Text("auto-1")])), Client(Packet(0x82, [0, 1, 0, .. Text("a"), 0])),
        Client(Publish(0, "pic", [13, 0x03, .. Text("image/jpeg"), 1, 2, 3, 4])), Server(Packet(0xE0, 0x8E, 0)));

    internal static FlowSample Headless { get; } = FlowSample.Tcp("without its beginning", 1883, Server(Packet(0x20, 0, 0)), Client(Packet(0x82, [0, 1, .. Text("a/b"), 0])));

    internal static FlowSample Middle { get; } =
        FlowSample.Tcp("joined in the middle, on another port", 17_501, Client([0xC0, 0]), Server([0xD0, 0]), Client(Publish(2, "a/b", 0, 1, 7))) with { IsMidStream = true };

    internal static IReadOnlyList<FlowSample> All { get; } = [Current, Old, New, Headless, Middle];
}
