using System.Net.Sockets;

namespace NetWatch.Live.Tests.Network;

/// <summary>Sends frames as they are. Call it in the namespace of the interface.</summary>
public static class RawSender
{
    public static void Send(int interfaceIndex, params byte[][] frames)
    {
        using var socket = new Socket(AddressFamily.Packet, SocketType.Raw, 0);
        socket.Bind(new PacketEndPoint(interfaceIndex));
        foreach (byte[] frame in frames) socket.Send(frame);
    }
}
