using System.Globalization;
using NetWatch.Sdk.Protocols.Tls;

namespace NetWatch.Plugins.Tls;

/// <summary>Names of extensions (IANA "TLS ExtensionType Values", and those that browsers send without a number of their own).</summary>
static class ExtensionNames
{
    internal static string Of(ushort type) => Find(type)
        ?? (TlsExtensionType.IsGrease(type) ? "GREASE" : string.Create(CultureInfo.InvariantCulture, $"extension 0x{type:x4}"));

    static string? Find(ushort type) => type switch
    {
        0 => "server_name",
        1 => "max_fragment_length",
        2 => "client_certificate_url",
        3 => "trusted_ca_keys",
        4 => "truncated_hmac",
        5 => "status_request",
        6 => "user_mapping",
        7 => "client_authz",
        8 => "server_authz",
        9 => "cert_type",
        10 => "supported_groups",
        11 => "ec_point_formats",
        12 => "srp",
        13 => "signature_algorithms",
        14 => "use_srtp",
        15 => "heartbeat",
        16 => "application_layer_protocol_negotiation",
        17 => "status_request_v2",
        18 => "signed_certificate_timestamp",
        19 => "client_certificate_type",
        20 => "server_certificate_type",
        21 => "padding",
        22 => "encrypt_then_mac",
        23 => "extended_master_secret",
        24 => "token_binding",
        25 => "cached_info",
        27 => "compress_certificate",
        28 => "record_size_limit",
        34 => "delegated_credential",
        35 => "session_ticket",
        41 => "pre_shared_key",
        42 => "early_data",
        43 => "supported_versions",
        44 => "cookie",
        45 => "psk_key_exchange_modes",
        47 => "certificate_authorities",
        48 => "oid_filters",
        49 => "post_handshake_auth",
        50 => "signature_algorithms_cert",
        51 => "key_share",
        53 => "connection_id",
        57 => "quic_transport_parameters",
        58 => "ticket_request",
        13172 => "next_protocol_negotiation",
        17513 or 17613 => "application_settings",
        30031 or 30032 => "channel_id",
        0xFE0D => "encrypted_client_hello",
        0xFFCE => "encrypted_server_name",
        0xFF01 => "renegotiation_info",
        0xFFA5 => "quic_transport_parameters (draft)",
        _ => null,
    };
}
