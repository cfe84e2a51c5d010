using NetWatch.Plugins.AfPacket.Interfaces;
using NetWatch.Plugins.AfPacket.Native;
using NetWatch.Plugins.AfPacket.Ring;
using NetWatch.Plugins.Capture.Privilege;
using NetWatch.Sdk.Capture;

namespace NetWatch.Plugins.AfPacket;

/// <summary>Captures on Linux through a memory-mapped ring of AF_PACKET (TPACKET_V3): no native library, no copy, no call per packet.</summary>
[CaptureSource("afpacket", Priority = 100)]
public sealed class AfPacketSource : ICaptureSource
{
    const string InterfacesRoot = "/sys/class/net";
    const string RoutesRoot = "/proc/net";

    /// <inheritdoc/>
    public CaptureAvailability CheckAvailability() => OperatingSystem.IsLinux()
        ? CapturePrivilege.FindObstacle() ?? new(true, "Captures through an AF_PACKET ring of the Linux kernel.")
        : new(false, "AF_PACKET exists on Linux only.", "--source libpcap");

    /// <inheritdoc/>
    public IReadOnlyList<CaptureInterface> ListInterfaces() =>
        OperatingSystem.IsLinux() ? new InterfaceCatalog(InterfacesRoot, RoutesRoot).List() : [];

    /// <inheritdoc/>
    public ICaptureSession Open(CaptureOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!OperatingSystem.IsLinux()) throw new CaptureException("AF_PACKET exists on Linux only.", "--source libpcap");
        if (!string.IsNullOrWhiteSpace(options.BpfExpression))
        {
            throw new CaptureException(
                "The afpacket source can't compile BPF expressions; libpcap can.", "Add --source libpcap, or leave the expression out and use --filter.");
        }
        (PacketInterface device, FrameFormat format) = Choose(options);
        try
        {
            return Open(options, device, format);
        }
        catch (PacketSocketException e)
        {
            throw Explain(e, options.Interface);
        }
    }

    (PacketInterface Device, FrameFormat Format) Choose(CaptureOptions options)
    {
        int snapLength = Math.Clamp(options.SnapLength, 64, 262_144);
        if (options.Interface == PacketInterface.Every) return (default, FrameFormat.ForEveryInterface(snapLength));
        if (PacketInterface.TryFind(options.Interface, out PacketInterface device, out int error))
        {
            return (device, FrameFormat.ForHardware(device.HardwareType, snapLength));
        }
        throw error == PacketConstants.NoSuchDevice
            ? new CaptureException($"There is no interface '{options.Interface}'.", NamesHere())
            : Explain(new PacketSocketException("look the interface up", error), options.Interface);
    }

    static AfPacketSession Open(CaptureOptions options, PacketInterface device, in FrameFormat format)
    {
        PacketSocket socket = PacketSocket.Open(format.Shape);
        ReceiveRing? ring = null;
        try
        {
            RingGeometry wanted = RingGeometry.For(options.BufferBytes);
            ring = socket.CreateRing(wanted, out RingGeometry geometry);
            socket.AttachFilter(SocketFilter.RejectAll());
            socket.Bind(device.Index);
            if (options.Promiscuous && device.Index != 0) socket.BecomePromiscuous(device.Index);
            if (options.FanoutGroup is int group) socket.JoinFanout(group);
            socket.AttachFilter(SocketFilter.Accept(format.KernelSnapLength));
            string? notice = geometry == wanted ? null
                : $"Memory is short: the capture buffer has {geometry.TotalBytes >> 20} MiB instead of {wanted.TotalBytes >> 20} MiB.";
            var drops = new InterfaceDrops(Path.Combine(InterfacesRoot, options.Interface, "statistics"));
            return new AfPacketSession(socket, ring, drops, format, notice);
        }
        catch
        {
            ring?.Dispose();
            socket.Dispose();
            throw;
        }
    }

    string NamesHere() => ListInterfaces() is { Count: > 0 } found
        ? "Interfaces here: " + string.Join(", ", found.Select(i => i.Name)) + "."
        : "Name an interface of this machine.";

    static CaptureException Explain(PacketSocketException e, string name)
    {
        string message = $"Capturing on '{name}' is not possible: {e.Message}.";
        switch (e.Error)
        {
            case PacketConstants.NotPermitted or PacketConstants.AccessDenied:
                // The kernel has the last word: a security module can refuse what the capabilities allow.
                CaptureAvailability? obstacle = CapturePrivilege.FindObstacle();
                return new(obstacle is null ? message : obstacle.Reason,
                    obstacle?.Remedy ?? "A security module (SELinux, AppArmor, seccomp) forbids packet sockets here; allow them to this program.");
            case PacketConstants.FamilyNotSupported:
                return new(message, "sudo modprobe af_packet");
            case PacketConstants.OutOfMemory:
                return new(message, "Ask for a smaller capture buffer, or free memory.");
            case PacketConstants.NoSuchDevice:
                return new(message, "The interface vanished; choose another.");
            default:
                return new(message, "Try --source libpcap.");
        }
    }
}
