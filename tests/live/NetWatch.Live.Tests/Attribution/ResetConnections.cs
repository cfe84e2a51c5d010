using System.Net;
using System.Net.Sockets;
using NetWatch.Live.Tests.Network;

namespace NetWatch.Live.Tests.Attribution;

/// <summary>
/// Connections within a namespace that are reset while their server reads, both ends in this process. A little later each time, so that every moment
/// of the reset meets every moment of the read.
/// </summary>
internal static class ResetConnections
{
    internal static void Make(string space, int port, int count)
    {
        using var listener = NetworkPair.In(space, () =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            socket.Listen(1024);
            return socket;
        });
        var server = new Thread(() => Serve(listener, count));
        server.Start();
        NetworkPair.In(space, () => Connect(port, count));
        server.Join();
    }

    static void Serve(Socket listener, int count)
    {
        byte[] buffer = new byte[16];
        for (int i = 0; i < count; i++)
        {
            using Socket peer = listener.Accept();
            peer.Receive(buffer, SocketFlags.None, out _);
        }
    }

    static void Connect(int port, int count)
    {
        for (int i = 0; i < count; i++)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { LingerState = new LingerOption(true, 0) };
            socket.Connect(IPAddress.Loopback, port);
            socket.Send("hello"u8);
            Thread.SpinWait(i * 7 % 500);
        }
    }
}
