using System.Text;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Testing.Packets;

namespace NetWatch.Engine.Tests.Fakes;

/// <summary>
/// The two ends of a TCP connection. Data is placed by its offset in the stream (0 is the first byte behind the SYN), so that a test can send
/// it in any order; nothing is sent but what the test says.
/// </summary>
sealed class TcpTalk(TestEngine engine, ushort clientPort, ushort port, uint clientIsn, uint serverIsn)
{
    internal static readonly NetAddress Client = NetAddress.FromIPv4(0xC0000201);
    internal static readonly NetAddress Server = NetAddress.FromIPv4(0xC6336402);

    internal TcpTalk Open()
    {
        Syn();
        SynAck();
        Segment(true, TcpFlags.Ack, clientIsn + 1, serverIsn + 1);
        return this;
    }

    internal TcpTalk Syn(string data = "")
    {
        Segment(true, TcpFlags.Syn, clientIsn, 0, data);
        return this;
    }

    internal TcpTalk SynAck()
    {
        Segment(false, TcpFlags.Syn | TcpFlags.Ack, serverIsn, clientIsn + 1);
        return this;
    }

    /// <summary>Data of the client; without an acknowledgment unless one is given.</summary>
    internal TcpTalk Send(long offset, string data, TcpFlags flags = TcpFlags.Psh, int snapLength = int.MaxValue)
    {
        Segment(true, flags, clientIsn + 1 + (uint)offset, 0, data, snapLength);
        return this;
    }

    /// <summary>Data of the server.</summary>
    internal TcpTalk Answer(long offset, string data, TcpFlags flags = TcpFlags.Psh, int snapLength = int.MaxValue)
    {
        Segment(false, flags, serverIsn + 1 + (uint)offset, 0, data, snapLength);
        return this;
    }

    /// <summary>The server has received the client's stream up to an offset.</summary>
    internal TcpTalk ServerAcks(long clientOffset, int times = 1)
    {
        for (int i = 0; i < times; i++) Segment(false, TcpFlags.Ack, serverIsn + 1, clientIsn + 1 + (uint)clientOffset);
        return this;
    }

    internal TcpTalk Close()
    {
        Segment(true, TcpFlags.Fin | TcpFlags.Ack, clientIsn + 1, serverIsn + 1);
        Segment(false, TcpFlags.Fin | TcpFlags.Ack, serverIsn + 1, clientIsn + 2);
        return this;
    }

    internal TcpTalk Reset()
    {
        Segment(false, TcpFlags.Rst | TcpFlags.Ack, serverIsn + 1, clientIsn + 1);
        return this;
    }

    internal void Segment(bool fromClient, TcpFlags flags, uint sequence, uint acknowledgment, string data = "", int snapLength = int.MaxValue)
    {
        PacketBuilder builder = new PacketBuilder().Ethernet();
        builder = fromClient
            ? builder.IPv4(Client, Server).Tcp(clientPort, port, sequence, acknowledgment, flags)
            : builder.IPv4(Server, Client).Tcp(port, clientPort, sequence, acknowledgment, flags);
        engine.Frame(builder.Build(Encoding.Latin1.GetBytes(data)), snapLength);
    }
}
