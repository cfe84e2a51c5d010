using System.Globalization;

namespace NetWatch.Plugins.AfPacket.Interfaces;

/// <summary>Which interfaces lead to everywhere: the default routes of /proc/net/route and /proc/net/ipv6_route.</summary>
public static class DefaultRoutes
{
    const int RouteUp = 1;
    const int RouteReject = 0x200;

    /// <summary>The interfaces with a default route, IPv4 first, each by metric; each once.</summary>
    public static IReadOnlyList<string> Parse(string ipv4Routes, string ipv6Routes)
    {
        var routes = new List<(int Family, uint Metric, string Interface)>();
        foreach (string line in ipv4Routes.Split('\n').Skip(1))
        {
            // Iface Destination Gateway Flags RefCnt Use Metric Mask …: addresses and flags in hexadecimal, metric in decimal.
            string[] words = Words(line);
            if (words.Length >= 8 && words[1] == "00000000" && words[7] == "00000000" && IsUsable(words[3])
                && uint.TryParse(words[6], NumberStyles.None, CultureInfo.InvariantCulture, out uint metric))
            {
                routes.Add((4, metric, words[0]));
            }
        }
        foreach (string line in ipv6Routes.Split('\n'))
        {
            // Destination PrefixLength Source PrefixLength NextHop Metric RefCnt Use Flags Iface: all numbers in hexadecimal.
            string[] words = Words(line);
            if (words.Length >= 10 && words[0].AsSpan().Trim('0').IsEmpty && words[1] == "00" && IsUsable(words[8])
                && uint.TryParse(words[5], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint metric))
            {
                routes.Add((6, metric, words[9]));
            }
        }
        return [.. routes.OrderBy(r => r.Family).ThenBy(r => r.Metric).Select(r => r.Interface).Distinct(StringComparer.Ordinal)];
    }

    static string[] Words(string line) => line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);

    static bool IsUsable(string flags) =>
        int.TryParse(flags, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int bits)
        && (bits & RouteUp) != 0 && (bits & RouteReject) == 0;
}
