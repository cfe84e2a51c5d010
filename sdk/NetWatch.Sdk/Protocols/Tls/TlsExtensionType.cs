namespace NetWatch.Sdk.Protocols.Tls;

/// <summary>The extension types that carry what facts hold (IANA "TLS ExtensionType Values").</summary>
public static class TlsExtensionType
{
    /// <summary>server_name, RFC 6066 §3.</summary>
    public const ushort ServerName = 0x0000;

    /// <summary>supported_groups, RFC 8446 §4.2.7.</summary>
    public const ushort SupportedGroups = 0x000A;

    /// <summary>ec_point_formats, RFC 8422 §5.1.2.</summary>
    public const ushort EcPointFormats = 0x000B;

    /// <summary>signature_algorithms, RFC 8446 §4.2.3.</summary>
    public const ushort SignatureAlgorithms = 0x000D;

    /// <summary>application_layer_protocol_negotiation, RFC 7301 §3.1.</summary>
    public const ushort Alpn = 0x0010;

    /// <summary>session_ticket, RFC 5077 §3.2.</summary>
    public const ushort SessionTicket = 0x0023;

    /// <summary>pre_shared_key, RFC 8446 §4.2.11.</summary>
    public const ushort PreSharedKey = 0x0029;

    /// <summary>supported_versions, RFC 8446 §4.2.1.</summary>
    public const ushort SupportedVersions = 0x002B;

    /// <summary>encrypted_client_hello, RFC 9849 §5.</summary>
    public const ushort EncryptedClientHello = 0xFE0D;

    /// <summary>encrypted_server_name of draft-ietf-tls-esni before version 7.</summary>
    public const ushort EncryptedServerName = 0xFFCE;

    /// <summary>
    /// Whether a value is one of those that clients send only so that servers learn to ignore unknown ones (RFC 8701 §2): both
    /// bytes equal and ending in 0xA. The same sixteen values serve cipher suites, extensions, groups and versions.
    /// </summary>
    public static bool IsGrease(ushort value) => (value & 0x0F0F) == 0x0A0A && value >> 8 == (value & 0xFF);
}
