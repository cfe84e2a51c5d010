namespace NetWatch.Plugins.Dhcp;

/// <summary>Codes of the options that are read (IANA "BOOTP Vendor Extensions and DHCP Options"), and the names of those that are shown.</summary>
static class DhcpOption
{
    internal const byte SubnetMask = 1;
    internal const byte Routers = 3;
    internal const byte DnsServers = 6;
    internal const byte HostName = 12;
    internal const byte DomainName = 15;
    internal const byte NtpServers = 42;
    internal const byte RequestedAddress = 50;
    internal const byte LeaseTime = 51;
    internal const byte Overload = 52;
    internal const byte MessageType = 53;
    internal const byte ServerId = 54;
    internal const byte Parameters = 55;
    internal const byte Message = 56;
    internal const byte RenewalTime = 58;
    internal const byte RebindingTime = 59;
    internal const byte VendorClass = 60;
    internal const byte ClientId = 61;
    internal const byte TftpServer = 66;
    internal const byte BootFile = 67;
    internal const byte UserClass = 77;
    internal const byte FullyQualifiedName = 81;
    internal const byte RelayAgent = 82;

    /// <summary>The highest code among those that a fact tells.</summary>
    internal const int LastTold = RelayAgent;

    /// <summary>Whether the option is among those that a fact tells.</summary>
    internal static bool IsTold(byte code) => code is SubnetMask or Routers or DnsServers or HostName or DomainName or NtpServers or RequestedAddress
        or LeaseTime or MessageType or ServerId or Parameters or Message or RenewalTime or RebindingTime or VendorClass or ClientId or TftpServer
        or BootFile or FullyQualifiedName or RelayAgent;

    /// <summary>The message types of RFC 2132 §9.6 and those added since, as EVE writes them.</summary>
    internal static string TypeName(int type) => type switch
    {
        1 => "discover", 2 => "offer", 3 => "request", 4 => "decline", 5 => "ack", 6 => "nak", 7 => "release", 8 => "inform", 9 => "forcerenew",
        10 => "leasequery", 11 => "leaseunassigned", 12 => "leaseunknown", 13 => "leaseactive", 14 => "bulkleasequery", 15 => "leasequerydone",
        16 => "activeleasequery", 17 => "leasequerystatus", 18 => "tls", _ => "unknown",
    };

    /// <summary>The name of an option in parameter lists, those that EVE names as it does; others by number.</summary>
    internal static string Name(byte code) => code switch
    {
        SubnetMask => "subnet_mask", 2 => "time_offset", Routers => "router", 4 => "time_server", 5 => "name_server", DnsServers => "dns_server", 7 => "log_server",
        HostName => "hostname", 13 => "boot_file_size", DomainName => "domain", 17 => "root_path", 19 => "ip_forwarding", 23 => "default_ttl", 26 => "interface_mtu",
        28 => "broadcast_address", 31 => "router_discovery", 33 => "static_route", 35 => "arp_timeout", 40 => "nis_domain", 41 => "nis_server", NtpServers => "ntp_server",
        43 => "vendor_specific", 44 => "netbios_name_server", 45 => "netbios_datagram_server", 46 => "netbios_node_type", 47 => "netbios_scope",
        RequestedAddress => "requested_ip", LeaseTime => "lease_time", Overload => "overload", MessageType => "dhcp_type", ServerId => "server_id", Parameters => "params",
        Message => "message", 57 => "max_message_size", RenewalTime => "renewal_time", RebindingTime => "rebinding_time", VendorClass => "vendor_class_identifier",
        ClientId => "client_id", TftpServer => "tftp_server_name", BootFile => "boot_file", UserClass => "user_class", 80 => "rapid_commit",
        FullyQualifiedName => "client_fqdn", RelayAgent => "relay_agent", 90 => "authentication", 93 => "client_architecture", 94 => "client_interface",
        97 => "client_machine_id", 100 => "timezone_posix", 101 => "timezone_name", 108 => "ipv6_only_preferred", 114 => "captive_portal", 116 => "auto_configuration",
        118 => "subnet_selection", 119 => "domain_search", 120 => "sip_servers", 121 => "classless_static_route", 124 => "vendor_class", 125 => "vendor_information",
        150 => "tftp_server_ip", 249 => "classless_static_route_microsoft", 252 => "proxy_autodiscovery",
        _ => code.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };
}
