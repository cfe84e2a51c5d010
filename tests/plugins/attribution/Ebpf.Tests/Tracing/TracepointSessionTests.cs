using System.Net;
using System.Net.Sockets;
using NetWatch.Plugins.Ebpf.Tracing;
using NetWatch.Sdk.Attribution;

namespace NetWatch.Plugins.Ebpf.Tests.Tracing;

public sealed class TracepointSessionTests
{
    [Fact]
    public void The_kernels_trace_names_this_process_for_its_connections_accepted_and_refused()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess) return;
        using TracepointSession? session = TracepointSession.TryOpen(TimeProvider.System);
        // A container that may not mount anything has no trace.
        if (session is null) return;
        var sink = new Sink();
        foreach (IPAddress address in (IPAddress[])[IPAddress.Loopback, IPAddress.IPv6Loopback])
        {
            using var listener = new TcpListener(address, 0);
            listener.Start();
            using var client = new TcpClient(address.AddressFamily);
            client.Connect(address, ((IPEndPoint)listener.LocalEndpoint).Port);
            ushort port = (ushort)((IPEndPoint)client.Client.LocalEndPoint!).Port;
            for (int i = 0; i < 20 && !sink.Ports.Contains(port); i++) session.Poll(sink, 100);
            sink.Ports.ShouldContain(port);
        }

        session.Status.Backend!.ShouldContain("inet_sock_set_state");
    }

    sealed class Sink : ISocketEventSink
    {
        internal HashSet<ushort> Ports { get; } = [];

        public void OnSocket(in SocketEvent socketEvent)
        {
            if (socketEvent.Process.Pid == Environment.ProcessId) Ports.Add(socketEvent.Local.SourcePort);
        }
    }
}
