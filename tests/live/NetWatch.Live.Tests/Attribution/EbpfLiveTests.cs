using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using NetWatch.Live.Tests.Network;
using NetWatch.Plugins.Ebpf;
using NetWatch.Plugins.Ebpf.Hooks;
using NetWatch.Plugins.Ebpf.Tracing;
using NetWatch.Sdk.Attribution;

namespace NetWatch.Live.Tests.Attribution;

/// <summary>Backends of kernel events on the kernel that is here.</summary>
public sealed partial class EbpfLiveTests
{
    [RootFact]
    public void A_session_goes_on_from_descriptors_that_were_opened_before()
    {
        RequireTypes();
        using IAttributionSession first = new EbpfSource().Open(new AttributionOptions { Time = TimeProvider.System });
        // Over an exec a descriptor keeps its number; a copy of it is as good for one process.
        InheritedDescriptor[] inherited = [.. first.Descriptors.Select(static each => each with { Descriptor = Duplicate(each.Descriptor) })];
        inherited.ShouldAllBe(static each => each.Descriptor >= 0);

        using IAttributionSession second = new EbpfSource().Open(new AttributionOptions { Time = TimeProvider.System, Inherited = inherited });

        Connect((ISocketEvents)second, IPAddress.Loopback);
        var holders = new Dictionary<long, ProcessIdentity>();
        ((ISocketHolders)second).TryRead(holders).ShouldBeTrue();
        holders.Values.ShouldContain(static process => process.Pid > 0);
    }

    [RootFact]
    public void The_trace_of_socket_states_names_this_process()
    {
        using TracepointSession? session = TracepointSession.TryOpen(TimeProvider.System);
        LiveTest.Require(session is not null, "This kernel or container has no tracefs that may be mounted.");
        session!.Status.Backend!.ShouldContain("inet_sock_set_state");
        Connect(session, IPAddress.Loopback);
        Connect(session, IPAddress.IPv6Loopback);
    }

    [RootFact]
    public void The_kernel_verifies_the_kprobe_and_says_whether_it_can_be_attached()
    {
        RequireTypes();
        string? refusal = KprobeCheck.Try(out bool isVerified);
        isVerified.ShouldBeTrue(refusal);
        refusal?.ShouldContain("probe");
    }

    static void RequireTypes() => LiveTest.Require(File.Exists("/sys/kernel/btf/vmlinux"), "This kernel does not describe its types (CONFIG_DEBUG_INFO_BTF).");

    static void Connect(ISocketEvents session, IPAddress address)
    {
        using var listener = new TcpListener(address, 0);
        listener.Start();
        using var client = new TcpClient(address.AddressFamily);
        client.Connect(address, ((IPEndPoint)listener.LocalEndpoint).Port);
        ushort port = (ushort)((IPEndPoint)client.Client.LocalEndPoint!).Port;
        var sink = new Sink();
        for (int i = 0; i < 50 && !sink.Ports.Contains(port); i++) session.Poll(sink, 100);
        sink.Ports.ShouldContain(port);
    }

    [LibraryImport("libc", EntryPoint = "dup")]
    private static partial int Duplicate(int descriptor);

    sealed class Sink : ISocketEventSink
    {
        internal HashSet<ushort> Ports { get; } = [];

        public void OnSocket(in SocketEvent socketEvent)
        {
            if (socketEvent.Process.Pid == Environment.ProcessId) Ports.Add(socketEvent.Local.SourcePort);
        }
    }
}
