using System.Globalization;
using NetWatch.Sdk.Protocols.Hashing;

namespace NetWatch.Sdk.Protocols.Facts;

/// <summary>Names of TLS numbers (IANA "Transport Layer Security (TLS) Parameters").</summary>
public static class TlsNames
{
    /// <summary>The name of a version as EVE writes it, for instance <c>TLS 1.3</c>; unknown ones as hex.</summary>
    public static string Version(ushort version) => version switch
    {
        0x0002 => "SSLv2",
        0x0300 => "SSLv3",
        0x0301 => "TLS 1.0",
        0x0302 => "TLS 1.1",
        0x0303 => "TLS 1.2",
        0x0304 => "TLS 1.3",
        0xFEFF => "DTLS 1.0",
        0xFEFD => "DTLS 1.2",
        0xFEFC => "DTLS 1.3",
        >= 0x7F00 and <= 0x7F1C => "TLS 1.3 draft-" + (version & 0xFF).ToString(CultureInfo.InvariantCulture),
        _ => Hex(version),
    };

    /// <summary>The IANA name of a cipher suite; unknown ones as hex.</summary>
    public static string CipherSuite(ushort suite) =>
        TlsCipherSuiteNames.Find(suite) ?? Hex(suite);

    static string Hex(ushort number) => "0x" + HexDigits.TextOf([(byte)(number >> 8), (byte)number]);
}
