using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using NetWatch.Plugins.SockDiag.Native;

namespace NetWatch.Plugins.SockDiag.Netlink;

/// <summary>A netlink socket of the socket monitor (sock_diag(7)): asks for dumps, or listens to sockets that are destroyed.</summary>
internal sealed unsafe class DiagSocket : IDisposable
{
    const int FamilyNetlink = 16, Raw = 3, CloseOnExec = 0x80000, ProtocolDiag = 4;
    const int SocketLevel = 1, ReceiveBuffer = 8, ReceiveBufferForced = 33;
    const int DontWait = 0x40;
    const int DestroyBufferBytes = 8 << 20;
    const int Interrupted = 4, NoBuffers = 105;

    // SKNLGRP_INET_TCP_DESTROY and its siblings for UDP and IPv6.
    const uint DestroyGroups = 0b1111;

    readonly byte[] _buffer = new byte[256 << 10];

    DiagSocket(SafeFileHandle handle) => Handle = handle;

    internal SafeFileHandle Handle { get; }

    internal delegate bool Reader(in NetlinkMessage message);

    /// <summary>A socket for dumps, or null when netlink is refused.</summary>
    internal static DiagSocket? TryOpen()
    {
        SafeFileHandle handle = Libc.Socket(FamilyNetlink, Raw | CloseOnExec, ProtocolDiag);
        if (!handle.IsInvalid) return new DiagSocket(handle);
        handle.Dispose();
        return null;
    }

    /// <summary>A socket that is told of destroyed sockets, or null when that is refused.</summary>
    internal static DiagSocket? TryOpenDestroyed()
    {
        if (TryOpen() is not { } socket) return null;
        // The larger buffer needs CAP_NET_ADMIN; without it the kernel gives what everybody may have.
        if (Libc.SetSocketOption(socket.Handle, SocketLevel, ReceiveBufferForced, DestroyBufferBytes, sizeof(int)) != 0)
            _ = Libc.SetSocketOption(socket.Handle, SocketLevel, ReceiveBuffer, DestroyBufferBytes, sizeof(int));
        var address = new NetlinkAddress { Family = FamilyNetlink, Groups = DestroyGroups };
        if (Libc.Bind(socket.Handle, address, (uint)sizeof(NetlinkAddress)) == 0) return socket;
        socket.Dispose();
        return null;
    }

    /// <summary>Goes on from a descriptor that was opened before.</summary>
    internal static DiagSocket TakeOver(int descriptor) => new(new SafeFileHandle(descriptor, ownsHandle: true));

    /// <summary>Asks for all sockets of a family and a protocol. False when the kernel refuses or breaks off.</summary>
    internal bool TryDump(byte family, byte protocol, Reader reader)
    {
        Span<byte> request = stackalloc byte[DiagRequest.Bytes];
        DiagRequest.Write(request, family, protocol);
        fixed (byte* bytes = request)
        {
            if (Libc.Send(Handle, bytes, (nuint)request.Length, 0) != request.Length) return false;
        }

        while (true)
        {
            int length = Receive(0, out _);
            if (length <= 0) return false;
            var messages = new NetlinkReader(_buffer.AsSpan(0, length));
            while (messages.TryRead(out NetlinkMessage message))
            {
                if (message.Type == NetlinkMessage.Done) return true;
                if (message.Type == NetlinkMessage.Error) return false;
                if (!reader(message)) return Drain();
            }
        }
    }

    /// <summary>Reads what has come without waiting. Returns how often the kernel found no room for a message.</summary>
    internal long ReadDestroyed(Reader reader)
    {
        long overruns = 0;
        while (true)
        {
            int length = Receive(DontWait, out int error);
            if (length <= 0)
            {
                if (error != NoBuffers) return overruns;
                overruns++;
                continue;
            }

            var messages = new NetlinkReader(_buffer.AsSpan(0, length));
            while (messages.TryRead(out NetlinkMessage message)) reader(message);
        }
    }

    // The rest of a dump that nobody wants: the next one must not begin with it.
    bool Drain()
    {
        while (true)
        {
            int length = Receive(0, out _);
            if (length <= 0) return true;
            var messages = new NetlinkReader(_buffer.AsSpan(0, length));
            while (messages.TryRead(out NetlinkMessage message))
            {
                if (message.Type is NetlinkMessage.Done or NetlinkMessage.Error) return true;
            }
        }
    }

    int Receive(int flags, out int error)
    {
        fixed (byte* buffer = _buffer)
        {
            while (true)
            {
                nint length = Libc.Receive(Handle, buffer, (nuint)_buffer.Length, flags);
                error = length < 0 ? Marshal.GetLastPInvokeError() : 0;
                if (error != Interrupted) return (int)length;
            }
        }
    }

    public void Dispose() => Handle.Dispose();
}
