using System.Text;

namespace NetWatch.Plugins.Http;

/// <summary>Field names, which are compared without regard to case (RFC 9110 §5.1).</summary>
static class FieldNames
{
    /// <summary>Whether one of the fields that are read begins with the letter.</summary>
    internal static bool MayBegin(byte letter) => (letter | 0x20) is 'c' or 'h' or 'l' or 'r' or 's' or 't' or 'u';

    internal static FieldName Find(ReadOnlySpan<byte> name) => name.Length switch
    {
        4 when Is(name, "host"u8) => FieldName.Host,
        6 when Is(name, "server"u8) => FieldName.Server,
        7 when Is(name, "referer"u8) => FieldName.Referer,
        7 when Is(name, "upgrade"u8) => FieldName.Upgrade,
        8 when Is(name, "location"u8) => FieldName.Location,
        10 when Is(name, "user-agent"u8) => FieldName.UserAgent,
        12 when Is(name, "content-type"u8) => FieldName.ContentType,
        14 when Is(name, "content-length"u8) => FieldName.ContentLength,
        16 when Is(name, "content-encoding"u8) => FieldName.ContentEncoding,
        17 when Is(name, "transfer-encoding"u8) => FieldName.TransferEncoding,
        _ => FieldName.Other,
    };

    static bool Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> known) => Ascii.EqualsIgnoreCase(name, known);
}
