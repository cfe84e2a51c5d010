using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace NetWatch.Live.Tests.Network;

/// <summary>Numbered datagrams that a test can find again in what was captured.</summary>
public static class UdpProbe
{
    public const int Port = 9999;
    public const int HeaderLength = 12;

    static ReadOnlySpan<byte> Magic => "NWPROBE!"u8;

    /// <summary>
    /// Opens the socket that takes the datagrams: without one the receiver answers each with an ICMP error. Call it in the
    /// namespace of the receiver.
    /// </summary>
    public static Socket Listen(string address)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Parse(address), Port));
        return socket;
    }

    /// <summary>Sends numbers from 0, each from its own source port out of <paramref name="flows"/>. Call it in the sender's namespace.</summary>
    public static void Send(string address, int count, int payloadLength = 64, int flows = 1)
    {
        var to = new IPEndPoint(IPAddress.Parse(address), Port);
        Socket[] sockets = [.. Enumerable.Range(0, flows).Select(_ => new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp))];
        byte[] payload = Payload(0, payloadLength);
        foreach (Socket socket in sockets) socket.Connect(to);
        for (int i = 0; i < count; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(payload.AsSpan(8), i);
            sockets[i % flows].Send(payload);
            // The receiver's backlog holds a thousand packets; what overflows there no capture can see.
            if (i % 64 == 63) Thread.Sleep(1);
        }
        foreach (Socket socket in sockets) socket.Dispose();
    }

    /// <summary>Sends numbers from 0 at some thousands a second until there is no way to the receiver any more.</summary>
    public static void SendUntilCut(string address)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Connect(new IPEndPoint(IPAddress.Parse(address), Port));
        byte[] payload = Payload(0, 64);
        try
        {
            for (int i = 0; ; i++)
            {
                BinaryPrimitives.WriteInt32BigEndian(payload.AsSpan(8), i);
                socket.Send(payload);
                if (i % 8 == 7) Thread.Sleep(1);
            }
        }
        catch (SocketException)
        {
            // The interface is gone, and with it the route.
        }
    }

    /// <summary>Waits for so many datagrams.</summary>
    public static void Receive(Socket listener, int count)
    {
        listener.ReceiveTimeout = 10_000;
        byte[] payload = new byte[64];
        for (int i = 0; i < count; i++) listener.Receive(payload);
    }

    /// <summary>Takes datagrams until none has come for half a second; how many came.</summary>
    public static int ReceiveAll(Socket listener)
    {
        listener.ReceiveTimeout = 500;
        byte[] payload = new byte[64];
        int count = 0;
        try
        {
            while (listener.Receive(payload) > 0) count++;
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.TimedOut)
        {
            // Quiet.
        }
        return count;
    }

    /// <summary>What a datagram holds.</summary>
    public static byte[] Payload(int number, int length)
    {
        byte[] payload = new byte[length];
        Magic.CopyTo(payload);
        BinaryPrimitives.WriteInt32BigEndian(payload.AsSpan(8), number);
        return payload;
    }

    /// <summary>The number in a captured frame; null when it isn't one of the datagrams.</summary>
    public static int? NumberIn(ReadOnlySpan<byte> frame)
    {
        int at = frame.IndexOf(Magic);
        return at < 0 || frame.Length < at + HeaderLength ? null : BinaryPrimitives.ReadInt32BigEndian(frame[(at + 8)..]);
    }
}
