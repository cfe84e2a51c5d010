using System.Net;
using System.Net.Sockets;
using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Packets;

namespace NetWatch.Plugins.SockDiag.Tests;

public sealed class SockDiagSourceTests
{
    [Fact]
    public void The_sockets_of_this_process_are_found_with_their_owner_and_measurements()
    {
        if (!OperatingSystem.IsLinux()) return;
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        using var client = new TcpClient();
        client.Connect(IPAddress.Loopback, port);
        using TcpClient accepted = listener.AcceptTcpClient();
        accepted.GetStream().Write(new byte[1000]);
        client.GetStream().ReadExactly(new byte[1000]);

        using IAttributionSession session = new SockDiagSource().Open(new AttributionOptions { Time = TimeProvider.System });
        SocketReading reading = ((ISocketTable)session).Read(null);

        SocketRow[] mine = [.. reading.Sockets.Where(row => row.Local.Transport == Transport.Tcp && (row.Local.SourcePort == port || row.Local.DestinationPort == port))];
        mine.Length.ShouldBe(3);
        mine.ShouldAllBe(row => row.Owner!.Process.Pid == Environment.ProcessId && row.Owner.Evidence == AttributionEvidence.Inode);
        mine.Single(row => row.State == SocketState.Listen).Local.DestinationPort.ShouldBe((ushort)0);
        SocketRow established = mine.Single(row => row.Local.DestinationPort == port && row.State == SocketState.Established);
        if (session.Status.Backend == "/proc/net") return;
        established.Tcp!.Value.BytesReceived.ShouldBe(1000UL);
    }

    [Fact]
    public void It_says_how_it_stands() => new SockDiagSource().CheckAvailability().Reason.ShouldNotBeEmpty();
}
