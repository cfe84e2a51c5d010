namespace NetWatch.Plugins.TlsDecryption.Records;

/// <summary>Types of records (RFC 8446 §5.1).</summary>
static class ContentType
{
    internal const byte ChangeCipherSpec = 20;
    internal const byte Alert = 21;
    internal const byte Handshake = 22;
    internal const byte ApplicationData = 23;
}
