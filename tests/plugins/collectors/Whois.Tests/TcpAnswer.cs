using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace NetWatch.Plugins.Whois.Tests;

/// <summary>A server of loopback that answers each connection with one text and closes it.</summary>
sealed class TcpAnswer : IDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    internal TcpAnswer(Func<string, string> answer)
    {
        _listener.Start();
        _ = ServeAsync(answer);
    }

    internal int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    internal string EndPoint => $"127.0.0.1:{Port}";

    internal ConcurrentQueue<string> Requests { get; } = new();

    async Task ServeAsync(Func<string, string> answer)
    {
        try
        {
            while (true)
            {
                using TcpClient client = await _listener.AcceptTcpClientAsync();
                NetworkStream stream = client.GetStream();
                byte[] buffer = new byte[8_192];
                string request = Encoding.ASCII.GetString(buffer, 0, await stream.ReadAsync(buffer));
                Requests.Enqueue(request);
                await stream.WriteAsync(Encoding.UTF8.GetBytes(answer(request)));
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException or IOException)
        {
            // The test is over, or the client has heard enough.
        }
    }

    public void Dispose() => _listener.Dispose();
}
