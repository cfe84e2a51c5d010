using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using NetWatch.Live.Tests.Capture;

namespace NetWatch.Live.Tests.Network;

/// <summary>Sends bytes over TCP from left to right, and finds them again in Ethernet frames.</summary>
public static class TcpTransfer
{
    const int Port = 8888;
    const int IpOffset = 14;

    public static void Run(NetworkPair pair, byte[] bytes)
    {
        using var listener = NetworkPair.In(pair.Right, () =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.Any, Port));
            socket.Listen();
            return socket;
        });
        var reader = new Thread(() => ReadToEnd(listener));
        reader.Start();
        using Socket sender = NetworkPair.In(pair.Left, () =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Connect(IPAddress.Parse(NetworkPair.RightAddress), Port);
            return socket;
        });
        sender.Send(bytes);
        sender.Shutdown(SocketShutdown.Send);
        reader.Join();
    }

    /// <summary>Puts the payload in place by sequence number; what was not captured stays zero.</summary>
    public static byte[] Reassemble(IEnumerable<PacketRecord> packets, int length)
    {
        byte[] stream = new byte[length];
        uint? first = null;
        foreach (PacketRecord packet in packets)
        {
            ReadOnlySpan<byte> ip = packet.Bytes.AsSpan(IpOffset);
            if (ip.Length < 40 || ip[0] != 0x45 || ip[9] != 6) continue;
            ReadOnlySpan<byte> tcp = ip[20..];
            if (BinaryPrimitives.ReadUInt16BigEndian(tcp[2..]) != Port) continue;
            uint sequence = BinaryPrimitives.ReadUInt32BigEndian(tcp[4..]);
            if ((tcp[13] & 2) != 0) first = sequence + 1;
            ReadOnlySpan<byte> payload = tcp[((tcp[12] >> 4) * 4)..];
            long at = first is uint start ? (long)(sequence - start) : length;
            if (at + payload.Length <= length) payload.CopyTo(stream.AsSpan((int)at));
        }
        return stream;
    }

    static void ReadToEnd(Socket listener)
    {
        using Socket accepted = listener.Accept();
        byte[] buffer = new byte[1 << 16];
        while (accepted.Receive(buffer) > 0)
        {
        }
    }
}
