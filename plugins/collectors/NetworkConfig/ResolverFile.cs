using System.Collections.Immutable;
using System.Text;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Plugins.NetworkConfig;

/// <summary>Which DNS servers the machine asks, as resolv.conf(5) has it.</summary>
static class ResolverFile
{
    const int MostBytes = 65_536;
    const int MostServers = 16, MostDomains = 32;

    /// <summary>The file, or null when it can't be read.</summary>
    internal static byte[]? TryRead(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            byte[] bytes = new byte[MostBytes];
            return bytes[..file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    internal static (ImmutableArray<DnsServer> Servers, ImmutableArray<string> Domains) Parse(byte[]? bytes, ImmutableArray<InterfaceConfig> interfaces)
    {
        var servers = ImmutableArray.CreateBuilder<DnsServer>();
        ImmutableArray<string> domains = [];
        foreach (string line in Encoding.UTF8.GetString(bytes ?? []).Split('\n'))
        {
            string[] words = line.Split((char[])[' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length < 2) continue;
            if (words[0] == "nameserver" && servers.Count < MostServers && TryServer(words[1], interfaces, out DnsServer server)) servers.Add(server);
            // The last of them counts.
            else if (words[0] is "search" or "domain") domains = [.. words[1..].Take(MostDomains)];
        }

        return (servers.ToImmutable(), domains);
    }

    static bool TryServer(string text, ImmutableArray<InterfaceConfig> interfaces, out DnsServer server)
    {
        string[] parts = text.Split('%', 2);
        server = default;
        if (!NetAddress.TryParse(parts[0], out NetAddress address) || address.IsNone) return false;
        int index = parts.Length == 1 ? 0 : interfaces.FirstOrDefault(each => each.Name == parts[1])?.Index ?? 0;
        server = new DnsServer(address, index);
        return true;
    }
}
