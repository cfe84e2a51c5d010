using System.Globalization;

namespace NetWatch.Plugins.Quic;

/// <summary>Names of transport error codes (RFC 9000 §20.1, RFC 9001 §4.8, RFC 9368 §8.3).</summary>
static class QuicErrors
{
    internal static string Name(ulong code, bool isApplication)
    {
        if (isApplication) return string.Create(CultureInfo.InvariantCulture, $"application 0x{code:x}");
        return code switch
        {
            0x00 => "NO_ERROR",
            0x01 => "INTERNAL_ERROR",
            0x02 => "CONNECTION_REFUSED",
            0x03 => "FLOW_CONTROL_ERROR",
            0x04 => "STREAM_LIMIT_ERROR",
            0x05 => "STREAM_STATE_ERROR",
            0x06 => "FINAL_SIZE_ERROR",
            0x07 => "FRAME_ENCODING_ERROR",
            0x08 => "TRANSPORT_PARAMETER_ERROR",
            0x09 => "CONNECTION_ID_LIMIT_ERROR",
            0x0A => "PROTOCOL_VIOLATION",
            0x0B => "INVALID_TOKEN",
            0x0C => "APPLICATION_ERROR",
            0x0D => "CRYPTO_BUFFER_EXCEEDED",
            0x0E => "KEY_UPDATE_ERROR",
            0x0F => "AEAD_LIMIT_REACHED",
            0x10 => "NO_VIABLE_PATH",
            0x11 => "VERSION_NEGOTIATION_ERROR",
            // The low byte is the alert of TLS.
            >= 0x100 and <= 0x1FF => string.Create(CultureInfo.InvariantCulture, $"CRYPTO_ERROR, TLS alert {code & 0xFF}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"0x{code:x}"),
        };
    }
}
