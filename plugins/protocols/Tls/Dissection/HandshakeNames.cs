using System.Globalization;

namespace NetWatch.Plugins.Tls;

/// <summary>Names of records and handshake messages, as the RFCs write them.</summary>
static class HandshakeNames
{
    internal static string Message(HandshakeType type) =>
        Enum.IsDefined(type) ? type.ToString() : string.Create(CultureInfo.InvariantCulture, $"handshake message {(byte)type}");

    internal static string Record(ContentType type) => type switch
    {
        ContentType.ChangeCipherSpec => "ChangeCipherSpec",
        ContentType.Alert => "Alert",
        ContentType.Handshake => "Handshake",
        ContentType.ApplicationData => "Application data",
        ContentType.Heartbeat => "Heartbeat",
        _ => string.Create(CultureInfo.InvariantCulture, $"type {(byte)type}"),
    };
}
