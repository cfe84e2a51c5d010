using System.Buffers.Binary;
using System.Text;
using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Plugins.Ssh.Tests;

/// <summary>Connections for tests.</summary>
static class SshSamples
{
    internal const string ClientLists =
        "curve25519-sha256,ext-info-c;ssh-ed25519,rsa-sha2-512;chacha20-poly1305@openssh.com,aes128-ctr;aes128-ctr;hmac-sha2-256;hmac-sha1,hmac-sha2-256;none,zlib;none;;";

    internal const string ServerLists = "ecdh-sha2-nistp256,curve25519-sha256;rsa-sha2-512;aes128-ctr,chacha20-poly1305@openssh.com;aes128-ctr;hmac-sha1,hmac-sha2-256;hmac-sha2-256;none;none;;";

    internal static FlowTurn Client(params byte[][] pieces) => FlowTurn.FromInitiator(pieces.SelectMany(piece => piece).ToArray());

    internal static FlowTurn Server(params byte[][] pieces) => FlowTurn.FromResponder(pieces.SelectMany(piece => piece).ToArray());

    internal static byte[] Text(string text) => Encoding.Latin1.GetBytes(text);

    /// <summary>A binary packet (RFC 4253 §6) without a MAC.</summary>
    internal static byte[] Packet(params byte[] payload)
    {
        int padding = 8 - ((payload.Length + 5) % 8) + 4;
        byte[] packet = new byte[4 + 1 + payload.Length + padding];
        BinaryPrimitives.WriteInt32BigEndian(packet, packet.Length - 4);
        packet[4] = (byte)padding;
        payload.CopyTo(packet, 5);
        return packet;
    }

    /// <summary>SSH_MSG_KEXINIT with ten lists, separated by semicolons.</summary>
    internal static byte[] Offer(string lists) => Packet(
        [20, .. new byte[16], .. lists.Split(';').SelectMany(list => (byte[])[0, 0, (byte)(list.Length >> 8), (byte)list.Length, .. Text(list)]), 0, 0, 0, 0, 0]);

    internal static FlowSample Usual { get; } = FlowSample.Tcp("a client and a server", 22,
        Server(Text("SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3\r\n")), Client(Text("SSH-2.0-PuTTY_Release_0.78\r\n")),
        Client(Offer(ClientLists)), Server(Offer(ServerLists)), Client(Packet(30, 1, 2, 3)), Server(Packet(31, 1, 2, 3), Packet(21)), Client(new byte[60]));

    internal static FlowSample BehindBanner { get; } = FlowSample.Tcp("lines before the string, on another port", 2022,
        Server(Text("Authorized use only\r\nGo away\n\r\nSSH-1.99-Cisco-1.25\n")), Client(Text("SSH-2.0-x\r\n")));

    internal static FlowSample Old { get; } = FlowSample.Tcp("version 1", 22, Server(Text("SSH-1.5-1.2.27\n")), Client(Text("SSH-1.5-x\n")), Server([0, 0, 1, 7, 5]));

    internal static FlowSample Half { get; } = FlowSample.Tcp("a client alone", 50_022, Client(Text("SSH-2.0-Go\r\n"), Offer(ClientLists)));

    internal static IReadOnlyList<FlowSample> All { get; } = [Usual, BehindBanner, Old, Half];
}
