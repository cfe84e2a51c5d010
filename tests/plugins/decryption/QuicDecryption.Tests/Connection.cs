using NetWatch.Plugins.Quic.Tests;
using NetWatch.Sdk.Decryption;
using NetWatch.Sdk.Protocols.Quic;
using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Plugins.QuicDecryption.Tests;

/// <summary>A connection of the tests: its handshake, its keys, and packets behind it.</summary>
sealed class Connection
{
    readonly uint _version;
    uint _clientNumber, _serverNumber;

    internal Connection(uint version = QuicVersion.One, ushort suite = QuicCipherSuite.Aes128Gcm)
    {
        _version = version;
        Suite = suite;
        Client = new Sealed(version, suite, 0xC1);
        Server = new Sealed(version, suite, 0x5E);
        Keys.Add(KeyLogLabels.ClientTraffic, Hello.Fill(32), Client.Secret);
        Keys.Add(KeyLogLabels.ServerTraffic, Hello.Fill(32), Server.Secret);
    }

    internal ushort Suite { get; }

    internal TestKeys Keys { get; } = new();

    internal Sealed Client { get; }

    internal Sealed Server { get; }

    internal FlowTurn[] Handshake =>
    [
        FlowTurn.FromInitiator(Packet.FromClient(Packet.Crypto(Hello.Client()), version: _version)),
        FlowTurn.FromResponder(Packet.FromServer(Packet.Crypto(Hello.Server(Suite)), version: _version)),
    ];

    internal FlowTurn FromClient(params byte[][] frames) => FlowTurn.FromInitiator(Client.Short(Packet.ServerId, _clientNumber++, [.. frames.SelectMany(frame => frame)]));

    internal FlowTurn FromServer(params byte[][] frames) => FlowTurn.FromResponder(Server.Short(Packet.ClientId, _serverNumber++, [.. frames.SelectMany(frame => frame)]));
}
