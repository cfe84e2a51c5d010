using System.Globalization;

namespace NetWatch.Plugins.Http2;

/// <summary>Names of error codes (RFC 9113 §7).</summary>
static class ErrorCodes
{
    static readonly string[] Names =
    [
        "NO_ERROR", "PROTOCOL_ERROR", "INTERNAL_ERROR", "FLOW_CONTROL_ERROR", "SETTINGS_TIMEOUT", "STREAM_CLOSED", "FRAME_SIZE_ERROR",
        "REFUSED_STREAM", "CANCEL", "COMPRESSION_ERROR", "CONNECT_ERROR", "ENHANCE_YOUR_CALM", "INADEQUATE_SECURITY", "HTTP_1_1_REQUIRED",
    ];

    internal static string Name(uint code) => code < Names.Length ? Names[code] : string.Create(CultureInfo.InvariantCulture, $"0x{code:x}");
}
