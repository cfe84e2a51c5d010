using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using NetWatch.Plugins.AfPacket.Native;
using NetWatch.Plugins.AfPacket.Ring;

namespace NetWatch.Plugins.AfPacket;

/// <summary>A packet socket (packet(7)) and what is asked of it. Failures are <see cref="PacketSocketException"/>.</summary>
internal sealed unsafe class PacketSocket : IDisposable
{
    /// <summary>
    /// How long a block that is not full may wait for its reader. Short, because an operator watches; a busy link fills blocks
    /// sooner, and a quiet one closes none.
    /// </summary>
    internal const int RetireMilliseconds = 20;

    // The ring is of blocks; the kernel still wants a frame size that divides them.
    const int NominalFrameBytes = 2048;

    readonly SafeFileHandle _handle;

    PacketSocket(SafeFileHandle handle) => _handle = handle;

    /// <summary>Opens a socket that receives nothing yet: it is bound once its ring and filter stand.</summary>
    internal static PacketSocket Open(FrameShape shape)
    {
        int type = shape == FrameShape.Frame ? PacketConstants.SocketRaw : PacketConstants.SocketDatagram;
        SafeFileHandle handle = Libc.Socket(PacketConstants.AddressFamilyPacket, type | PacketConstants.SocketCloseOnExec, 0);
        if (!handle.IsInvalid) return new(handle);
        int error = Marshal.GetLastPInvokeError();
        handle.Dispose();
        throw new PacketSocketException("open a packet socket", error);
    }

    /// <summary>Sets the ring up and maps it. When memory is short, halves it as often as needed; the geometry says what came of it.</summary>
    internal ReceiveRing CreateRing(RingGeometry wanted, out RingGeometry geometry)
    {
        Set(PacketConstants.LevelPacket, PacketConstants.OptionVersion, PacketConstants.RingVersion3, "use TPACKET_V3");
        Set(PacketConstants.LevelPacket, PacketConstants.OptionReserve, RingBlock.Headroom, "reserve room before frames");
        for (geometry = wanted; ; geometry = geometry.Shrink())
        {
            int error = TryCreateRing(geometry);
            if (error == 0) break;
            if (error is not (PacketConstants.OutOfMemory or PacketConstants.NotPermitted) || !geometry.CanShrink)
            {
                throw new PacketSocketException($"allocate a ring of {geometry.TotalBytes >> 10} KiB", error);
            }
        }
        RingMapping mapping = RingMapping.Of(_handle, geometry.TotalBytes);
        if (!mapping.IsInvalid) return new ReceiveRing(mapping, geometry);
        int mapError = Marshal.GetLastPInvokeError();
        mapping.Dispose();
        throw new PacketSocketException("map the ring", mapError);
    }

    /// <summary>Replaces the socket's filter in one step.</summary>
    internal void AttachFilter(ulong[] program)
    {
        fixed (ulong* instructions = program)
        {
            var filter = new FilterProgram { Length = (ushort)program.Length, Instructions = instructions };
            Set(PacketConstants.LevelSocket, PacketConstants.OptionAttachFilter, &filter, sizeof(FilterProgram), "attach the filter");
        }
    }

    /// <summary>Receives from one interface, or from all for index 0.</summary>
    internal void Bind(int interfaceIndex)
    {
        var address = new LinkLayerAddress
        {
            Family = PacketConstants.AddressFamilyPacket,
            Protocol = NetworkOrder(PacketConstants.EveryProtocol),
            InterfaceIndex = interfaceIndex,
        };
        if (Libc.Bind(_handle, address, (uint)sizeof(LinkLayerAddress)) == 0) return;
        throw new PacketSocketException("bind to the interface", Marshal.GetLastPInvokeError());
    }

    /// <summary>Asks for packets of other hosts too, until the socket is closed.</summary>
    internal void BecomePromiscuous(int interfaceIndex)
    {
        var membership = new Membership { InterfaceIndex = interfaceIndex, Type = PacketConstants.MembershipPromiscuous };
        Set(PacketConstants.LevelPacket, PacketConstants.OptionAddMembership, &membership, sizeof(Membership), "become promiscuous");
    }

    /// <summary>Shares the packets by flow with the other sockets of the group; fragments are put together first, so that they go where their flow goes.</summary>
    internal void JoinFanout(int group) =>
        Set(PacketConstants.LevelPacket, PacketConstants.OptionFanout,
            (group & 0xffff) | ((PacketConstants.FanoutHash | PacketConstants.FanoutDefragment) << 16), "join the fanout group");

    /// <summary>Waits for a block. The events that came, 0 after the time.</summary>
    internal short Wait(int timeoutMilliseconds)
    {
        var request = new PollRequest
        {
            Descriptor = (int)_handle.DangerousGetHandle(),
            Wanted = PacketConstants.PollIn | PacketConstants.PollError,
        };
        return Libc.Poll(ref request, 1, timeoutMilliseconds) > 0 ? request.Happened : (short)0;
    }

    /// <summary>Takes the pending error off the socket; until then every wait returns at once.</summary>
    internal void ClearError()
    {
        int error = 0;
        uint length = sizeof(int);
        _ = Libc.GetSocketOption(_handle, PacketConstants.LevelSocket, PacketConstants.OptionError, &error, ref length);
    }

    /// <summary>Whether the interface still exists: the kernel unbinds the socket, to index -1, when it is removed.</summary>
    internal bool IsInterfacePresent()
    {
        LinkLayerAddress address = default;
        uint length = (uint)sizeof(LinkLayerAddress);
        return Libc.GetSocketName(_handle, ref address, ref length) == 0 && address.InterfaceIndex >= 0;
    }

    /// <summary>Packets and drops since the last reading; zero when they can't be read.</summary>
    internal RingCounters TakeCounters()
    {
        RingCounters counters = default;
        uint length = (uint)sizeof(RingCounters);
        return Libc.GetSocketOption(_handle, PacketConstants.LevelPacket, PacketConstants.OptionStatistics, &counters, ref length) == 0
            ? counters
            : default;
    }

    public void Dispose() => _handle.Dispose();

    int TryCreateRing(RingGeometry geometry)
    {
        var request = new RingRequest
        {
            BlockBytes = (uint)geometry.BlockBytes,
            BlockCount = (uint)geometry.BlockCount,
            FrameBytes = NominalFrameBytes,
            FrameCount = (uint)(geometry.BlockBytes / NominalFrameBytes * geometry.BlockCount),
            RetireMilliseconds = RetireMilliseconds,
        };
        return Libc.SetSocketOption(_handle, PacketConstants.LevelPacket, PacketConstants.OptionReceiveRing, &request, (uint)sizeof(RingRequest)) == 0
            ? 0
            : Marshal.GetLastPInvokeError();
    }

    void Set(int level, int option, int value, string what) => Set(level, option, &value, sizeof(int), what);

    void Set(int level, int option, void* value, int length, string what)
    {
        if (Libc.SetSocketOption(_handle, level, option, value, (uint)length) == 0) return;
        throw new PacketSocketException(what, Marshal.GetLastPInvokeError());
    }

    static ushort NetworkOrder(ushort value) => BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(value) : value;
}
