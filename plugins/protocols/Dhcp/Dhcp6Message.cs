using System.Globalization;

namespace NetWatch.Plugins.Dhcp;

/// <summary>What a DHCPv6 message begins with (RFC 8415 §8, §9).</summary>
static class Dhcp6Message
{
    internal const byte RelayForward = 12;
    internal const byte RelayReply = 13;

    const int Header = 4;
    const int RelayHeader = 34;

    /// <summary>More relays than this are a loop (RFC 8415 §7.6, HOP_COUNT_LIMIT).</summary>
    const int MaxHops = 32;

    /// <summary>Where the options begin, or -1 when the first bytes are those of no message.</summary>
    internal static int OptionsAt(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 2) return -1;
        if (bytes[0] is RelayForward or RelayReply) return bytes[1] <= MaxHops ? RelayHeader : -1;
        return bytes[0] is >= 1 and <= 36 ? Header : -1;
    }

    internal static bool IsRelay(byte type) => type is RelayForward or RelayReply;

    /// <summary>The message types (IANA "DHCPv6 Message Types").</summary>
    internal static string TypeName(byte type) => type switch
    {
        1 => "solicit", 2 => "advertise", 3 => "request", 4 => "confirm", 5 => "renew", 6 => "rebind", 7 => "reply", 8 => "release", 9 => "decline",
        10 => "reconfigure", 11 => "information_request", RelayForward => "relay_forward", RelayReply => "relay_reply", 14 => "leasequery", 15 => "leasequery_reply",
        16 => "leasequery_done", 17 => "leasequery_data", 18 => "reconfigure_request", 19 => "reconfigure_reply", 20 => "dhcpv4_query", 21 => "dhcpv4_response",
        _ => type.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>Whether the message comes from a server.</summary>
    internal static bool IsReply(byte type) => type is 2 or 7 or 10 or RelayReply or 15 or 16 or 17 or 19 or 21;
}
