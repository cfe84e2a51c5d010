using System.Net;
using System.Net.Sockets;

namespace NetWatch.Plugins.Health.Probes;

/// <summary>Probes that need no ICMP: a TCP handshake, a DNS query.</summary>
static class SocketProbes
{
    const int TimeoutMicroseconds = 1_000_000;

    // A query for the name servers of the root (RFC 1035 §4.1); every server has an answer, if only a refusal.
    static readonly byte[] Query = [0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 1];

    /// <summary>Round-trip time of a handshake in microseconds, or -1 when nothing came back.</summary>
    internal static long Tcp(ProbeTarget target, int port, TimeProvider time)
    {
        using var socket = new Socket(target.Address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
        long sent = time.GetTimestamp();
        try
        {
            socket.Connect(EndPoint(target, port));
        }
        catch (SocketException error) when (error.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
        {
            if (!socket.Poll(TimeoutMicroseconds, SelectMode.SelectWrite)) return -1;
            object? outcome = socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error);
            if (outcome is not int code || (code != 0 && (SocketError)code != SocketError.ConnectionRefused && code != NativeRefused)) return -1;
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.ConnectionRefused)
        {
            // The host is there.
        }
        catch (SocketException)
        {
            return -1;
        }

        return Microseconds(time, sent);
    }

    // The option gives the system's own number; ECONNREFUSED of Linux.
    const int NativeRefused = 111;

    /// <summary>Time to the answer of a DNS query in microseconds, or -1 when none came.</summary>
    internal static long Dns(ProbeTarget target, TimeProvider time)
    {
        using var socket = new Socket(target.Address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        Span<byte> query = stackalloc byte[Query.Length], answer = stackalloc byte[512];
        Query.CopyTo(query);
        Random.Shared.NextBytes(query[..2]);
        try
        {
            socket.Connect(EndPoint(target, 53));
            long sent = time.GetTimestamp();
            socket.Send(query);
            if (!socket.Poll(TimeoutMicroseconds, SelectMode.SelectRead)) return -1;
            long took = Microseconds(time, sent);
            int length = socket.Receive(answer);
            return length >= 12 && answer[..2].SequenceEqual(query[..2]) && (answer[2] & 0x80) != 0 ? took : -1;
        }
        catch (SocketException)
        {
            return -1;
        }
    }

    static IPEndPoint EndPoint(ProbeTarget target, int port)
    {
        IPAddress address = target.Address.ToIPAddress();
        if (!target.Address.IsIPv4 && target.InterfaceIndex > 0) address.ScopeId = target.InterfaceIndex;
        return new IPEndPoint(address, port);
    }

    static long Microseconds(TimeProvider time, long since) => time.GetElapsedTime(since).Ticks / TimeSpan.TicksPerMicrosecond;
}
