using System.Buffers.Binary;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.Stun;

/// <summary>The beginning of a stream: which <see cref="StreamFraming"/> its messages have.</summary>
static class StreamStart
{
    const int CookieAt = 4;

    internal static Classification Classify(in FlowPrefix prefix)
    {
        ReadOnlySpan<byte> bytes = prefix.Bytes;
        int wanted = int.MaxValue;
        foreach (StreamFraming framing in (ReadOnlySpan<StreamFraming>)[StreamFraming.Plain, StreamFraming.Framed, StreamFraming.Microsoft])
        {
            if (!CanBe(bytes, framing)) continue;
            int needed = (int)framing + CookieAt + 4;
            if (bytes.Length >= needed) return Classification.Match();
            wanted = Math.Min(wanted, needed);
        }

        return wanted == int.MaxValue ? Classification.NoMatch : Classification.NeedMoreData(wanted);
    }

    /// <summary>The framing of a stream whose first bytes were matched, or null.</summary>
    internal static StreamFraming? Of(ReadOnlySpan<byte> bytes)
    {
        foreach (StreamFraming framing in (ReadOnlySpan<StreamFraming>)[StreamFraming.Plain, StreamFraming.Framed, StreamFraming.Microsoft])
            if (bytes.Length >= (int)framing + CookieAt + 4 && CanBe(bytes, framing)) return framing;
        return null;
    }

    // Whether what is there agrees with a message: its type, its length and the cookie, as far as they have come.
    static bool CanBe(ReadOnlySpan<byte> bytes, StreamFraming framing)
    {
        int at = (int)framing;
        if (framing == StreamFraming.Microsoft && (bytes[0] is not (2 or 3) || (bytes.Length > 1 && bytes[1] != 0))) return false;
        if (bytes.Length > at && bytes[at] >= 0x40) return false;
        ReadOnlySpan<byte> cookie = [0x21, 0x12, 0xA4, 0x42];
        for (int i = 0; i < 4 && at + CookieAt + i < bytes.Length; i++)
            if (bytes[at + CookieAt + i] != cookie[i]) return false;
        if (at == 0 || bytes.Length < at + CookieAt) return true;
        // The length before the message is that of the message.
        int framed = BinaryPrimitives.ReadUInt16BigEndian(bytes[(at - 2)..]);
        return framed == StunHeader.Length + BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
    }
}
