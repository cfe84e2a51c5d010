using System.Buffers.Binary;

namespace NetWatch.Plugins.Tls;

/// <summary>
/// Recognises the hellos of SSLv2 (draft-hickman-netscape-ssl-00 §2.5, RFC 5246 appendix E.2): the clients of the nineties and of
/// the early two-thousands opened with one even when they spoke SSLv3 or TLS. Every length in it must add up to the record's.
/// </summary>
static class SslV2Shape
{
    internal const int ClientFields = 11;
    internal const int ServerFields = 13;

    // The longest real ones offer some 70 suites of three bytes.
    const int MaxClientLength = 1024;

    /// <summary>Bytes needed to decide, by the message type where that is known.</summary>
    internal static int Needed(ReadOnlySpan<byte> bytes) => bytes.Length >= 3 && bytes[2] == 4 ? ServerFields : ClientFields;

    /// <summary>Length of the record without its header.</summary>
    internal static int RecordLength(ReadOnlySpan<byte> bytes) => (bytes[0] & 0x7F) << 8 | bytes[1];

    /// <summary>Whether bytes, of which any number may be missing at the end, can begin a CLIENT-HELLO or SERVER-HELLO.</summary>
    internal static bool IsPlausible(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= 1 && bytes[0] < 0x80) return false;
        if (bytes.Length < 3) return true;
        return bytes[2] switch
        {
            1 => IsClientHello(bytes),
            4 => IsServerHello(bytes),
            _ => false,
        };
    }

    static bool IsClientHello(ReadOnlySpan<byte> bytes)
    {
        int length = RecordLength(bytes);
        if (length is < 28 or > MaxClientLength) return false;
        if (bytes.Length >= 4 && bytes[3] is not (0 or 3)) return false;
        if (bytes.Length >= 5 && !(bytes[3] == 0 ? bytes[4] == 2 : bytes[4] <= 4)) return false;
        if (bytes.Length < ClientFields) return true;
        int suites = BinaryPrimitives.ReadUInt16BigEndian(bytes[5..]);
        int session = BinaryPrimitives.ReadUInt16BigEndian(bytes[7..]);
        int challenge = BinaryPrimitives.ReadUInt16BigEndian(bytes[9..]);
        return suites > 0 && suites % 3 == 0 && session is 0 or 16 or 32 && challenge is >= 16 and <= 32
            && 9 + suites + session + challenge == length;
    }

    static bool IsServerHello(ReadOnlySpan<byte> bytes)
    {
        int length = RecordLength(bytes);
        if (length < 11) return false;
        if (bytes.Length >= 5 && (bytes[3] > 1 || bytes[4] > 1)) return false;
        if (bytes.Length >= 7 && (bytes[5] != 0 || bytes[6] != 2)) return false;
        if (bytes.Length < ServerFields) return true;
        int certificate = BinaryPrimitives.ReadUInt16BigEndian(bytes[7..]);
        int suites = BinaryPrimitives.ReadUInt16BigEndian(bytes[9..]);
        int connection = BinaryPrimitives.ReadUInt16BigEndian(bytes[11..]);
        return suites % 3 == 0 && connection is > 0 and <= 32 && 11 + certificate + suites + connection == length;
    }
}
