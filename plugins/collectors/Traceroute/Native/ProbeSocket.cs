using System.Buffers.Binary;
using System.Runtime.InteropServices;
using NetWatch.Sdk.Packets;

namespace NetWatch.Plugins.Traceroute.Native;

/// <summary>A socket that sends probes with a limit of hops and reads the errors they cause (ip(7): IP_RECVERR). One thread.</summary>
sealed unsafe class ProbeSocket : IDisposable
{
    const int IpLevel = 0, Ipv6Level = 41, SocketLevel = 1;
    const int IpTtl = 2, IpReceiveErrors = 11, HopLimit = 16, Ipv6ReceiveErrors = 25, TimestampNs = 35, SocketError = 4;
    const int Icmp = 1, IcmpV6 = 58;
    const byte FromIcmp = 2, FromIcmpV6 = 3;
    const byte Exceeded4 = 11, Exceeded6 = 3;
    const int ControlLength = 256, PacketLength = 512;

    readonly bool _isV4;

    ProbeSocket(int descriptor, bool isV4) => (Descriptor, _isV4) = (descriptor, isV4);

    internal int Descriptor { get; }

    /// <summary>Opens a socket, or null where it is not granted.</summary>
    internal static ProbeSocket? TryOpen(bool isV4, ProbeKind kind)
    {
        int type = kind == ProbeKind.Tcp ? Libc.Stream : Libc.Datagram, protocol = kind == ProbeKind.Icmp ? isV4 ? Icmp : IcmpV6 : 0;
        int descriptor = Libc.OpenSocket(isV4 ? Libc.Inet : Libc.Inet6, type | Libc.CloseOnExec | Libc.NonBlocking, protocol);
        if (descriptor < 0) return null;
        var socket = new ProbeSocket(descriptor, isV4);
        socket.Set(isV4 ? IpLevel : Ipv6Level, isV4 ? IpReceiveErrors : Ipv6ReceiveErrors, 1);
        socket.Set(SocketLevel, TimestampNs, 1);
        return socket;
    }

    void Set(int level, int option, int value) => _ = Libc.SetOption(Descriptor, level, option, value, sizeof(int));

    internal void LimitHops(int hops) => Set(_isV4 ? IpLevel : Ipv6Level, _isV4 ? IpTtl : HopLimit, hops);

    /// <summary>Sends bytes to an endpoint. Returns the wall time just before, or 0 when they could not be sent.</summary>
    internal long Send(ReadOnlySpan<byte> bytes, NetAddress address, ushort port)
    {
        byte* to = stackalloc byte[SocketAddress.Length];
        int length = SocketAddress.Write(new Span<byte>(to, SocketAddress.Length), address, port);
        fixed (byte* start = bytes)
        {
            // An error of an earlier probe is told by the first call that follows it; the second one sends.
            for (int attempt = 0; attempt < 3; attempt++)
            {
                long sent = Libc.Now();
                if (Libc.SendTo(Descriptor, start, bytes.Length, 0, to, length) == bytes.Length) return sent;
            }
        }

        return 0;
    }

    /// <summary>Begins a handshake. Returns the wall time just before.</summary>
    internal long Connect(NetAddress address, ushort port)
    {
        byte* to = stackalloc byte[SocketAddress.Length];
        int length = SocketAddress.Write(new Span<byte>(to, SocketAddress.Length), address, port);
        long sent = Libc.Now();
        _ = Libc.Connect(Descriptor, to, length);
        return sent;
    }

    /// <summary>The pending error of the socket, 0 when a handshake has succeeded.</summary>
    internal int TakeError()
    {
        int length = sizeof(int);
        return Libc.GetOption(Descriptor, SocketLevel, SocketError, out int error, ref length) == 0 ? error : -1;
    }

    /// <summary>Takes an ICMP error that a probe has caused. False when none waits.</summary>
    internal bool TryTakeError(out QueuedError error) => TryReceive(Libc.ErrorQueue | Libc.DontWait, out error);

    /// <summary>Takes an echo reply. False when none waits.</summary>
    internal bool TryTakeReply(out QueuedError reply) => TryReceive(Libc.DontWait, out reply);

    bool TryReceive(int flags, out QueuedError error)
    {
        byte* packet = stackalloc byte[PacketLength], control = stackalloc byte[ControlLength], name = stackalloc byte[SocketAddress.Length];
        var part = new MessagePart { Base = packet, Length = PacketLength };
        var message = new MessageHeader
        {
            Name = name, NameLength = SocketAddress.Length, Parts = &part, PartCount = 1, Control = control, ControlLength = ControlLength,
        };
        error = default;
        nint length = Libc.ReceiveMessage(Descriptor, &message, flags);
        if (length < 0) return false;
        var data = new ReadOnlySpan<byte>(packet, (int)length);
        var address = new ReadOnlySpan<byte>(name, (int)Math.Min(message.NameLength, SocketAddress.Length));
        var controls = new ReadOnlySpan<byte>(control, (int)Math.Min(message.ControlLength, ControlLength));
        ushort sequence = data.Length >= 8 ? BinaryPrimitives.ReadUInt16BigEndian(data[6..]) : (ushort)0;
        (NetAddress offender, bool isExceeded, long received) = ReadControls(controls);
        if (received == 0) received = Libc.Now();
        error = new QueuedError(offender, isExceeded, SocketAddress.Port(address), sequence, received);
        return true;
    }

    // struct cmsghdr: length, level, type. struct sock_extended_err: errno, origin, type, code, pad, info, data; the offender's address follows.
    (NetAddress Offender, bool IsExceeded, long Received) ReadControls(ReadOnlySpan<byte> control)
    {
        const int Header = 16, ExtendedError = 16;
        NetAddress offender = default;
        bool isExceeded = false;
        long received = 0;
        while (control.Length >= Header)
        {
            long length = MemoryMarshal.Read<long>(control);
            if (length < Header || length > control.Length) break;
            int level = MemoryMarshal.Read<int>(control[8..]), type = MemoryMarshal.Read<int>(control[12..]);
            ReadOnlySpan<byte> value = control[Header..(int)length];
            if (level == SocketLevel && type == TimestampNs && value.Length >= 16)
                received = MemoryMarshal.Read<long>(value) * 1_000_000_000 + MemoryMarshal.Read<long>(value[8..]);
            bool isError = level == IpLevel && type == IpReceiveErrors || level == Ipv6Level && type == Ipv6ReceiveErrors;
            if (isError && value.Length > ExtendedError && value[4] is FromIcmp or FromIcmpV6)
            {
                isExceeded = value[5] == (_isV4 ? Exceeded4 : Exceeded6);
                offender = SocketAddress.Read(value[ExtendedError..]);
            }

            control = control[(int)Math.Min(control.Length, (length + 7) & ~7L)..];
        }

        return (offender, isExceeded, received);
    }

    public void Dispose() => _ = Libc.Close(Descriptor);
}
