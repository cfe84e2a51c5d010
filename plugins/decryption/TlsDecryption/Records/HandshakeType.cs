namespace NetWatch.Plugins.TlsDecryption.Records;

/// <summary>Types of handshake messages (IANA "TLS HandshakeType").</summary>
static class HandshakeType
{
    internal const byte HelloRequest = 0;
    internal const byte ClientHello = 1;
    internal const byte ServerHello = 2;
    internal const byte NewSessionTicket = 4;
    internal const byte EncryptedExtensions = 8;
    internal const byte Certificate = 11;
    internal const byte ClientKeyExchange = 16;
    internal const byte Finished = 20;
    internal const byte CompressedCertificate = 25;

    internal static bool IsKnown(byte type) => type is <= 5 or 8 or (>= 11 and <= 16) or (>= 20 and <= 25) or 67 or 254;
}
