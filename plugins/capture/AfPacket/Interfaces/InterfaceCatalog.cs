using System.Globalization;
using NetWatch.Sdk.Capture;

namespace NetWatch.Plugins.AfPacket.Interfaces;

/// <summary>Reads the interfaces from /sys/class/net and their default routes from /proc/net. No child process, no privilege.</summary>
/// <param name="interfacesRoot">Where the interfaces are: /sys/class/net.</param>
/// <param name="routesRoot">Where the routing tables are: /proc/net.</param>
public sealed class InterfaceCatalog(string interfacesRoot, string routesRoot)
{
    const int FlagUp = 1;
    const int FlagLoopback = 8;

    /// <summary>The interfaces in the order in which to offer them; empty when the kernel doesn't show them.</summary>
    public IReadOnlyList<CaptureInterface> List()
    {
        IReadOnlyList<string> routes = DefaultRoutes.Parse(Read(Path.Combine(routesRoot, "route")), Read(Path.Combine(routesRoot, "ipv6_route")));
        var entries = new List<InterfaceEntry>();
        try
        {
            foreach (string path in Directory.EnumerateFileSystemEntries(interfacesRoot))
            {
                // Other entries stand there too, for instance bonding_masters, a file.
                if (Read(path, "flags") is { Length: > 0 } flags) entries.Add(Describe(path, flags, routes));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
        return InterfaceEntry.InOrder(entries);
    }

    static InterfaceEntry Describe(string path, string flagText, IReadOnlyList<string> routes)
    {
        string name = Path.GetFileName(path);
        _ = int.TryParse(flagText.AsSpan(flagText.StartsWith("0x", StringComparison.Ordinal) ? 2 : 0), NumberStyles.AllowHexSpecifier,
            CultureInfo.InvariantCulture, out int flags);
        // The kernel calls a device running when it is up and its operational state is up, or not known as with tunnels (RFC 2863).
        bool isUp = (flags & FlagUp) != 0 && Read(path, "operstate") is "up" or "unknown";
        bool isLoopback = (flags & FlagLoopback) != 0;
        // A device that does not know its speed answers -1 or refuses to be read.
        _ = int.TryParse(Read(path, "speed"), NumberStyles.None, CultureInfo.InvariantCulture, out int speed);
        int route = -1;
        for (int i = 0; i < routes.Count && route < 0; i++)
        {
            if (routes[i] == name) route = i;
        }
        return new(name, isLoopback ? "loopback" : Kind(path), speed, isUp, isLoopback, Directory.Exists(Path.Combine(path, "device")), route);
    }

    static string Kind(string path)
    {
        const string Prefix = "DEVTYPE=";
        foreach (string line in Read(path, "uevent").Split('\n'))
        {
            if (!line.StartsWith(Prefix, StringComparison.Ordinal)) continue;
            return line[Prefix.Length..] switch
            {
                "wlan" => "wireless",
                "vlan" => "VLAN",
                "wireguard" => "WireGuard",
                "wwan" => "mobile",
                "ppp" => "PPP",
                string other => other,
            };
        }
        return Read(path, "type") switch
        {
            "1" => Directory.Exists(Path.Combine(path, "device")) ? "Ethernet" : "virtual Ethernet",
            "512" => "PPP",
            "801" or "802" or "803" => "wireless monitor",
            "65534" => "tunnel",
            "768" or "769" or "776" or "778" or "823" => "tunnel",
            _ => "network interface",
        };
    }

    static string Read(string folder, string file) => Read(Path.Combine(folder, file));

    // A device may vanish, or refuse a question, between listing and reading: it is then known by what it did answer.
    static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
