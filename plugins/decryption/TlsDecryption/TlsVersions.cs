namespace NetWatch.Plugins.TlsDecryption;

/// <summary>Numbers of versions on the wire.</summary>
static class TlsVersions
{
    internal const ushort Ssl30 = 0x0300;
    internal const ushort Tls10 = 0x0301;
    internal const ushort Tls12 = 0x0303;
    internal const ushort Tls13 = 0x0304;

    /// <summary>TLS 1.3 or one of its drafts.</summary>
    internal static bool Is13(ushort version) => version == Tls13 || version is >= 0x7F00 and <= 0x7FFF || version >> 8 == 0xFB;
}
