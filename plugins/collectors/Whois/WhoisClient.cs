using System.Collections.Immutable;
using System.Net.Sockets;
using System.Text;
using NetWatch.Sdk.Collection;
using NetWatch.Sdk.Packets;

namespace NetWatch.Plugins.Whois;

/// <summary>Asks WHOIS servers (RFC 3912) from the root on.</summary>
static class WhoisClient
{
    const int MostServers = 3, MostBytes = 256 << 10, MostLines = 200, WhoisPort = 43;

    internal static (string Source, ImmutableArray<ReportLine> Lines) Ask(string server, NetAddress address, TimeSpan longest, CancellationToken cancellation)
    {
        string answer = "";
        for (int i = 0; i < MostServers; i++)
        {
            answer = AskOne(server, address.ToString(), longest, cancellation);
            if (i == MostServers - 1 || ReferralIn(answer) is not { } next || next == server) break;
            server = next;
        }

        return (server, Lines(answer));
    }

    static string AskOne(string server, string query, TimeSpan longest, CancellationToken cancellation)
    {
        (string host, int port) = server.LastIndexOf(':') is > 0 and var colon && int.TryParse(server.AsSpan(colon + 1), out int given) ? (server[..colon], given) : (server, WhoisPort);
        using var client = new TcpClient();
        using CancellationTokenRegistration ended = cancellation.Register(client.Close);
        client.SendTimeout = client.ReceiveTimeout = (int)longest.TotalMilliseconds;
        client.Connect(host, port);
        using NetworkStream stream = client.GetStream();
        stream.Write(Encoding.ASCII.GetBytes(query + "\r\n"));
        byte[] buffer = new byte[MostBytes];
        int length = 0, read;
        while (length < buffer.Length && (read = stream.Read(buffer, length, buffer.Length - length)) > 0) length += read;
        return Encoding.UTF8.GetString(buffer, 0, length);
    }

    static string? ReferralIn(string answer)
    {
        foreach (string line in answer.Split('\n'))
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0 || line[..colon].Trim().ToLowerInvariant() is not ("refer" or "whois" or "referralserver")) continue;
            string name = line[(colon + 1)..].Trim();
            if (name.StartsWith("whois://", StringComparison.OrdinalIgnoreCase)) name = name["whois://".Length..].TrimEnd('/');
            // A name and nothing else: it is connected to.
            if (name.Length is > 0 and < 254 && name.All(each => char.IsAsciiLetterOrDigit(each) || each is '.' or '-' or ':')) return name;
        }

        return null;
    }

    static ImmutableArray<ReportLine> Lines(string answer)
    {
        var lines = ImmutableArray.CreateBuilder<ReportLine>();
        foreach (string raw in answer.Split('\n'))
        {
            string line = raw.TrimEnd();
            // Comments of registries are terms of use, page after page.
            if (line.Length == 0 || line[0] is '%' or '#' || lines.Count >= MostLines) continue;
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            bool hasName = colon is > 0 and < 24;
            lines.Add(hasName ? new ReportLine(line[..colon].Trim(), line[(colon + 1)..].Trim()) : new ReportLine("", line.Trim()));
        }

        if (lines.Count == 0) lines.Add(new ReportLine(null, "The registry knows nothing of it."));
        return lines.ToImmutable();
    }
}
