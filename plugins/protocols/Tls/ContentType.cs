namespace NetWatch.Plugins.Tls;

/// <summary>What a record carries (RFC 8446 §5.1, RFC 6520 §3).</summary>
enum ContentType : byte
{
    ChangeCipherSpec = 20,
    Alert = 21,
    Handshake = 22,
    ApplicationData = 23,
    Heartbeat = 24,
}
