using System.Runtime.InteropServices;

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
        10 when name[4] == '-' && Is(name, "user-agent"u8) => FieldName.UserAgent,
        12 when name[7] == '-' && Is(name, "content-type"u8) => FieldName.ContentType,
        14 when name[7] == '-' && Is(name, "content-length"u8) => FieldName.ContentLength,
        16 when name[7] == '-' && Is(name, "content-encoding"u8) => FieldName.ContentEncoding,
        17 when name[8] == '-' && Is(name, "transfer-encoding"u8) => FieldName.TransferEncoding,
        _ => FieldName.Other,
    };

    // Eight letters at a time, or four. The bit that tells small letters is set in all; besides letters of both cases that makes only a hyphen
    // equal to something else (a carriage return), so hyphens are looked at before.
    static bool Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> known)
    {
        int last = name.Length - sizeof(ulong);
        if (last < 0) return Four(name) == Four(known) && Four(name[^sizeof(uint)..]) == Four(known[^sizeof(uint)..]);
        for (int at = 0; at < last; at += sizeof(ulong))
        {
            if (Eight(name[at..]) != Eight(known[at..])) return false;
        }

        return Eight(name[last..]) == Eight(known[last..]);
    }

    static ulong Eight(ReadOnlySpan<byte> letters) => MemoryMarshal.Read<ulong>(letters) | 0x2020_2020_2020_2020;

    static uint Four(ReadOnlySpan<byte> letters) => MemoryMarshal.Read<uint>(letters) | 0x2020_2020;
}
