using System.Buffers.Binary;
using System.Runtime.InteropServices;
using NetWatch.Sdk.Packets;

namespace NetWatch.Plugins.Health.Native;

/// <summary>
/// A socket for ICMP echo of one family (RFC 792, RFC 4443 §4): unprivileged where the system grants it, raw otherwise. One thread.
/// </summary>
sealed unsafe class EchoSocket
{
    /// <summary>Header and data of a request, the length that ping sends.</summary>
    const int Length = 8 + 56;

    const int Inet = 2, Inet6 = 10, Icmp = 1, IcmpV6 = 58;
    const byte EchoRequest4 = 8, EchoReply4 = 0, EchoRequest6 = 128, EchoReply6 = 129;
    const int AddressLength = 28, ControlLength = 64;

    readonly bool _isV4, _isRaw;
    readonly ushort _id;
    readonly ulong _secret;
    readonly int _socket;

    EchoSocket(int socket, bool isV4, bool isRaw)
    {
        (_socket, _isV4, _isRaw) = (socket, isV4, isRaw);
        _id = (ushort)Random.Shared.Next(1, ushort.MaxValue);
        _secret = (ulong)Random.Shared.NextInt64();
    }

    /// <summary>The descriptor, to wait for.</summary>
    internal int Descriptor => _socket;

    /// <summary>Opens one, or null where neither kind is granted.</summary>
    internal static EchoSocket? TryOpen(bool isV4)
    {
        if (!OperatingSystem.IsLinux() || sizeof(nint) != 8) return null;
        int domain = isV4 ? Inet : Inet6, protocol = isV4 ? Icmp : IcmpV6, flags = Libc.CloseOnExec | Libc.NonBlocking;
        int socket = Libc.OpenSocket(domain, Libc.Datagram | flags, protocol);
        bool isRaw = socket < 0;
        if (isRaw) socket = Libc.OpenSocket(domain, Libc.Raw | flags, protocol);
        if (socket < 0) return null;
        _ = Libc.SetOption(socket, Libc.SocketLevel, Libc.TimestampNs, 1, sizeof(int));
        var made = new EchoSocket(socket, isV4, isRaw);
        made.Warm();
        return made;
    }

    // The first call of each function resolves it, which takes milliseconds that would be taken for the network's.
    void Warm()
    {
        byte nothing = 0;
        long* time = stackalloc long[2];
        _ = Libc.GetTime(Libc.ClockRealtime, time);
        _ = Libc.SendTo(-1, &nothing, 0, 0, &nothing, 0);
        _ = TryReceive(out _, out _);
    }

    /// <summary>Sends a request. Returns the wall time in nanoseconds just before, or 0 when it could not be sent.</summary>
    internal long Send(NetAddress address, int interfaceIndex, ushort sequence)
    {
        byte* packet = stackalloc byte[Length];
        var bytes = new Span<byte>(packet, Length);
        bytes.Clear();
        bytes[0] = _isV4 ? EchoRequest4 : EchoRequest6;
        BinaryPrimitives.WriteUInt16BigEndian(bytes[4..], _id);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[6..], sequence);
        MemoryMarshal.Write(bytes[8..], _secret);
        // For IPv6 the kernel does it, since it needs the source address.
        if (_isV4) BinaryPrimitives.WriteUInt16BigEndian(bytes[2..], Checksum(bytes));
        byte* to = stackalloc byte[AddressLength];
        int length = WriteAddress(new Span<byte>(to, AddressLength), address, interfaceIndex);
        long sent = Now();
        return Libc.SendTo(_socket, packet, Length, 0, to, length) == Length ? sent : 0;
    }

    /// <summary>Takes an answer that has arrived: its sequence number and when the kernel received it. False when none waits.</summary>
    internal bool TryReceive(out ushort sequence, out long received)
    {
        byte* packet = stackalloc byte[1024];
        byte* control = stackalloc byte[ControlLength];
        var part = new MessagePart { Base = packet, Length = 1024 };
        while (true)
        {
            (sequence, received) = (0, 0);
            var message = new MessageHeader { Parts = &part, PartCount = 1, Control = control, ControlLength = ControlLength };
            nint length = Libc.ReceiveMessage(_socket, &message, 0);
            if (length < 0) return false;
            if (!IsAnswer(new ReadOnlySpan<byte>(packet, (int)length), out sequence)) continue;
            received = ReadTimestamp(new ReadOnlySpan<byte>(control, (int)Math.Min(message.ControlLength, ControlLength)));
            if (received == 0) received = Now();
            return true;
        }
    }

    bool IsAnswer(ReadOnlySpan<byte> packet, out ushort sequence)
    {
        sequence = 0;
        if (_isV4 && _isRaw)
        {
            int header = packet.Length > 0 ? (packet[0] & 0xF) * 4 : 0;
            if (packet.Length < header) return false;
            packet = packet[header..];
        }

        if (packet.Length < 16 || packet[0] != (_isV4 ? EchoReply4 : EchoReply6)) return false;
        // A raw socket gets the answers to everybody's requests; an unprivileged one has an id of the kernel's choice.
        if (MemoryMarshal.Read<ulong>(packet[8..]) != _secret) return false;
        sequence = BinaryPrimitives.ReadUInt16BigEndian(packet[6..]);
        return true;
    }

    // struct cmsghdr (length, level, type) and a struct timespec.
    static long ReadTimestamp(ReadOnlySpan<byte> control)
    {
        const int Header = 16;
        while (control.Length >= Header)
        {
            long length = MemoryMarshal.Read<long>(control);
            if (length < Header || length > control.Length) return 0;
            bool isTimestamp = MemoryMarshal.Read<int>(control[8..]) == Libc.SocketLevel && MemoryMarshal.Read<int>(control[12..]) == Libc.TimestampNs;
            if (isTimestamp && length >= Header + 16)
                return MemoryMarshal.Read<long>(control[Header..]) * Timestamp.NanosecondsPerSecond + MemoryMarshal.Read<long>(control[(Header + 8)..]);
            control = control[(int)Math.Min(control.Length, (length + 7) & ~7L)..];
        }

        return 0;
    }

    static int WriteAddress(Span<byte> to, NetAddress address, int interfaceIndex)
    {
        to.Clear();
        MemoryMarshal.Write(to, (ushort)(address.IsIPv4 ? Inet : Inet6));
        if (address.IsIPv4)
        {
            address.Write(to[4..]);
            return 16;
        }

        address.Write(to[8..]);
        MemoryMarshal.Write(to[24..], interfaceIndex);
        return AddressLength;
    }

    static long Now()
    {
        long* time = stackalloc long[2];
        return Libc.GetTime(Libc.ClockRealtime, time) == 0 ? time[0] * Timestamp.NanosecondsPerSecond + time[1] : 0;
    }

    // RFC 1071.
    static ushort Checksum(ReadOnlySpan<byte> bytes)
    {
        uint sum = 0;
        for (int i = 0; i + 1 < bytes.Length; i += 2) sum += BinaryPrimitives.ReadUInt16BigEndian(bytes[i..]);
        while (sum >> 16 != 0) sum = (sum & 0xFFFF) + (sum >> 16);
        return (ushort)~sum;
    }
}
