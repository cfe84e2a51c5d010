using System.Buffers.Binary;
using NetWatch.Sdk.Packets;

namespace NetWatch.Sdk.Protocols.Dns;

/// <summary>The parameters of SVCB and HTTPS records (RFC 9460 §2.1, §14.3.2; ech: RFC 9848; dohpath: RFC 9461).</summary>
static class ServiceParameters
{
    internal static bool TryWrite(ReadOnlySpan<byte> bytes, ref TextBuffer text)
    {
        var reader = new ByteReader(bytes);
        while (reader.Remaining > 0)
        {
            if (!reader.TryReadUInt16(out ushort key) || !reader.TryReadVector16(out ReadOnlySpan<byte> value)) return false;
            text.Space();
            AddKey(key, ref text);
            if (value.IsEmpty) continue;
            text.Add('=');
            if (!TryAddValue(key, value, ref text)) return false;
        }

        return true;
    }

    static void AddKey(ushort key, ref TextBuffer text)
    {
        ReadOnlySpan<byte> name = key switch
        {
            0 => "mandatory"u8, 1 => "alpn"u8, 2 => "no-default-alpn"u8, 3 => "port"u8, 4 => "ipv4hint"u8, 5 => "ech"u8, 6 => "ipv6hint"u8,
            7 => "dohpath"u8, 8 => "ohttp"u8, _ => "key"u8,
        };
        text.Add(name);
        if (key > 8) text.Add(key);
    }

    static bool TryAddValue(ushort key, ReadOnlySpan<byte> value, ref TextBuffer text)
    {
        switch (key)
        {
            case 0: return TryAddMandatory(value, ref text);
            case 1: return TryAddProtocols(value, ref text);
            case 3:
                if (value.Length != 2) return false;
                text.Add(BinaryPrimitives.ReadUInt16BigEndian(value));
                return true;
            case 4: return TryAddAddresses(value, 4, ref text);
            case 5:
                text.AddBase64(value);
                return true;
            case 6: return TryAddAddresses(value, 16, ref text);
            default:
                text.AddQuoted(value);
                return true;
        }
    }

    static bool TryAddMandatory(ReadOnlySpan<byte> value, ref TextBuffer text)
    {
        if (value.Length % 2 != 0) return false;
        for (int at = 0; at < value.Length; at += 2)
        {
            if (at > 0) text.Add(',');
            AddKey(BinaryPrimitives.ReadUInt16BigEndian(value[at..]), ref text);
        }

        return true;
    }

    static bool TryAddProtocols(ReadOnlySpan<byte> value, ref TextBuffer text)
    {
        var reader = new ByteReader(value);
        for (bool isFirst = true; reader.Remaining > 0; isFirst = false)
        {
            if (!reader.TryReadVector8(out ReadOnlySpan<byte> protocol)) return false;
            if (!isFirst) text.Add(',');
            text.AddEscaped(protocol);
        }

        return true;
    }

    static bool TryAddAddresses(ReadOnlySpan<byte> value, int size, ref TextBuffer text)
    {
        if (value.Length % size != 0) return false;
        for (int at = 0; at < value.Length; at += size)
        {
            if (at > 0) text.Add(',');
            text.AddAddress(value.Slice(at, size));
        }

        return true;
    }
}
