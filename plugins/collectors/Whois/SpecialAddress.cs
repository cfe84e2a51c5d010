using NetWatch.Sdk.Packets;

namespace NetWatch.Plugins.Whois;

/// <summary>Addresses that no registry gives to anybody (IANA special-purpose address registries, RFC 6890).</summary>
static class SpecialAddress
{
    static readonly (uint Network, int Prefix, string What)[] V4 =
    [
        (0x00000000, 8, "an address of this network"), (0x0A000000, 8, "a private address"), (0x64400000, 10, "an address behind a carrier's translation"),
        (0x7F000000, 8, "a loopback address"), (0xA9FE0000, 16, "a link-local address"), (0xAC100000, 12, "a private address"),
        (0xC0000200, 24, "an address for documentation"), (0xC0A80000, 16, "a private address"), (0xC6120000, 15, "an address for benchmarks"),
        (0xC6336400, 24, "an address for documentation"), (0xCB007100, 24, "an address for documentation"), (0xE0000000, 4, "a multicast group"),
        (0xF0000000, 4, "a reserved address"),
    ];

    static readonly (ulong Network, int Prefix, string What)[] V6 =
    [
        (0xFC00_0000_0000_0000, 7, "a private address"), (0xFE80_0000_0000_0000, 10, "a link-local address"), (0xFF00_0000_0000_0000, 8, "a multicast group"),
        (0x2001_0DB8_0000_0000, 32, "an address for documentation"), (0x0100_0000_0000_0000, 64, "a discard address"),
    ];

    /// <summary>What an address is, or null when somebody may have it.</summary>
    internal static string? Describe(NetAddress address)
    {
        if (address.IsNone) return "no address";
        if (address.IsLoopback) return "a loopback address";
        if (address.IsIPv4)
        {
            foreach ((uint network, int prefix, string what) in V4)
            {
                if (((uint)address.Low ^ network) >> (32 - prefix) == 0) return what;
            }

            return null;
        }

        foreach ((ulong network, int prefix, string what) in V6)
        {
            if ((address.High ^ network) >> (64 - prefix) == 0) return what;
        }

        return null;
    }
}
