using System.Buffers.Binary;
using System.Globalization;

namespace NetWatch.Plugins.Dhcp;

/// <summary>One option: code and length of two bytes each, data (RFC 8415 §21.1).</summary>
readonly ref struct Dhcp6Option
{
    internal const ushort ClientId = 1;
    internal const ushort ServerId = 2;
    internal const ushort AddressAssociation = 3;
    internal const ushort TemporaryAssociation = 4;
    internal const ushort Address = 5;
    internal const ushort Requested = 6;
    internal const ushort RelayMessage = 9;
    internal const ushort Status = 13;
    internal const ushort VendorClass = 16;
    internal const ushort InterfaceId = 18;
    internal const ushort DnsServers = 23;
    internal const ushort DomainList = 24;
    internal const ushort PrefixAssociation = 25;
    internal const ushort Prefix = 26;
    internal const ushort FullyQualifiedName = 39;

    internal ushort Code { get; private init; }

    /// <summary>Where the option begins; its data begins four bytes on.</summary>
    internal int Start { get; private init; }

    internal ReadOnlySpan<byte> Data { get; private init; }

    /// <summary>Reads the option at a position and moves past it.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> bytes, scoped ref int at, out Dhcp6Option option)
    {
        option = default;
        if (at + 4 > bytes.Length) return false;
        int length = BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
        if (at + 4 + length > bytes.Length) return false;
        option = new Dhcp6Option { Code = BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]), Start = at, Data = bytes.Slice(at + 4, length) };
        at += 4 + length;
        return true;
    }

    /// <summary>Where the options inside an option begin, counted from its data; -1 for those without.</summary>
    internal static int InnerAt(ushort code) => code switch
    {
        AddressAssociation or PrefixAssociation => 12, TemporaryAssociation => 4, Address => 24, Prefix => 25, _ => -1,
    };

    /// <summary>The names of the options (IANA "DHCPv6 Option Codes"), of those that are common; others by number.</summary>
    internal static string Name(ushort code) => code switch
    {
        ClientId => "client_id", ServerId => "server_id", AddressAssociation => "ia_na", TemporaryAssociation => "ia_ta", Address => "ia_address",
        Requested => "option_request", 7 => "preference", 8 => "elapsed_time", RelayMessage => "relay_message", 11 => "authentication", 12 => "server_unicast",
        Status => "status_code", 14 => "rapid_commit", 15 => "user_class", VendorClass => "vendor_class", 17 => "vendor_options", InterfaceId => "interface_id",
        19 => "reconfigure_message", 20 => "reconfigure_accept", 21 => "sip_domains", 22 => "sip_servers", DnsServers => "dns_servers", DomainList => "domain_list",
        PrefixAssociation => "ia_pd", Prefix => "ia_prefix", 31 => "sntp_servers", 32 => "information_refresh_time", 37 => "remote_id", 38 => "subscriber_id",
        FullyQualifiedName => "client_fqdn", 41 => "timezone_posix", 42 => "timezone_name", 56 => "ntp_server", 59 => "boot_file_url", 79 => "client_link_layer_address",
        82 => "sol_max_rt", 103 => "captive_portal", 112 => "mud_url", _ => code.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>Status codes (RFC 8415 §21.13).</summary>
    internal static string StatusName(int code) => code switch
    {
        0 => "success", 1 => "unspecified_failure", 2 => "no_addresses_available", 3 => "no_binding", 4 => "not_on_link", 5 => "use_multicast",
        6 => "no_prefixes_available", _ => code.ToString(CultureInfo.InvariantCulture),
    };
}
