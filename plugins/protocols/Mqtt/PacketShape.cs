using System.Buffers.Binary;
using System.Text.Unicode;

namespace NetWatch.Plugins.Mqtt;

/// <summary>Whether a packet other than CONNECT looks right by itself: for connections whose beginning was not captured.</summary>
static class PacketShape
{
    /// <summary>How much of a packet is looked at.</summary>
    internal const int Window = 512;

    /// <summary>Whether the body, of which at most <see cref="Window"/> bytes are given, fits its header.</summary>
    internal static bool IsPlausible(in FixedHeader header, ReadOnlySpan<byte> body) => header.Type switch
    {
        PacketType.Connack => IsConnack(header.Length, body),
        PacketType.Publish => IsPublish(header, body),
        PacketType.Puback or PacketType.Pubrec or PacketType.Pubrel or PacketType.Pubcomp => IsAcknowledgment(header.Length, body),
        PacketType.Subscribe => HasFilter(header.Length, body, 3),
        PacketType.Unsubscribe => HasFilter(header.Length, body, 2),
        PacketType.Suback => header.Length >= 3 && HasId(body) && IsSuback(body[2..]),
        PacketType.Unsuback => header.Length is 2 or >= 4 && HasId(body),
        PacketType.Pingreq or PacketType.Pingresp => header.Length == 0,
        PacketType.Disconnect => header.Length == 0 || (header.Length is 1 or 2 && !body.IsEmpty && body[0] is 0 or 4 or >= 0x80 and <= 0xA2),
        _ => false,
    };

    // §3.2.2: only the lowest flag may be set; codes 0 to 5 up to 3.1.1, then those of §3.2.2.2 with properties behind them.
    static bool IsConnack(int length, ReadOnlySpan<byte> body)
    {
        if (body.Length < 2 || body[0] > 1) return false;
        if (length == 2) return body[1] <= 5;
        if (length > 16 * 1024 || body[1] is not (0 or >= 0x80 and <= 0x9F)) return false;
        return Properties.TryMeasure(body[2..], out int size, out int total) && 2 + size + total == length;
    }

    static bool IsAcknowledgment(int length, ReadOnlySpan<byte> body) =>
        HasId(body) && (length == 2 || (length == 3 && body.Length > 2 && body[2] is 0 or 0x10 or >= 0x80)
            || (length > 3 && body.Length > 3 && body[2] is 0 or 0x10 or >= 0x80
                && Properties.TryMeasure(body[3..], out int size, out int total) && 3 + size + total == length));

    static bool IsPublish(in FixedHeader header, ReadOnlySpan<byte> body)
    {
        if (body.Length < 3) return false;
        int topic = BinaryPrimitives.ReadUInt16BigEndian(body), idLength = header.Qos > 0 ? 2 : 0;
        if (topic == 0 || 2 + topic + idLength > header.Length || topic > Window - 4) return false;
        return 2 + topic <= body.Length && IsText(body.Slice(2, topic)) && (idLength == 0 || (body.Length >= topic + 4 && HasId(body[(2 + topic)..])));
    }

    static bool HasFilter(int length, ReadOnlySpan<byte> body, int overhead)
    {
        if (length < 2 + overhead + 1 || !HasId(body)) return false;
        // Version 5 has properties first; a length of zero is the usual case.
        return IsFilter(body[2..], length - 2, overhead) || (body.Length > 3 && body[2] == 0 && IsFilter(body[3..], length - 3, overhead));
    }

    static bool IsFilter(ReadOnlySpan<byte> bytes, int length, int overhead)
    {
        if (bytes.Length < 3) return false;
        int topic = BinaryPrimitives.ReadUInt16BigEndian(bytes);
        return topic > 0 && topic + overhead <= length && topic + 2 <= bytes.Length && IsText(bytes.Slice(2, topic));
    }

    static bool IsSuback(ReadOnlySpan<byte> codes)
    {
        foreach (byte code in codes)
        {
            if (code is > 2 and < 0x80) return false;
        }

        return true;
    }

    static bool HasId(ReadOnlySpan<byte> body) => body.Length >= 2 && (body[0] | body[1]) != 0;

    static bool IsText(ReadOnlySpan<byte> text) => text.IndexOfAnyInRange((byte)0, (byte)31) < 0 && text.IndexOf((byte)127) < 0 && Utf8.IsValid(text);
}
