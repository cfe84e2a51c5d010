using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace NetWatch.Live.Tests.Network;

/// <summary>Address of an interface for raw frames (struct sockaddr_ll).</summary>
public sealed class PacketEndPoint(int interfaceIndex) : EndPoint
{
    const int Length = 20;

    public override AddressFamily AddressFamily => AddressFamily.Packet;

    public override SocketAddress Serialize()
    {
        var address = new SocketAddress(AddressFamily.Packet, Length);
        BinaryPrimitives.WriteInt32LittleEndian(address.Buffer.Span[4..], interfaceIndex);
        return address;
    }

    public override EndPoint Create(SocketAddress socketAddress) => this;
}
