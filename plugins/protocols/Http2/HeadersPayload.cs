using System.Buffers.Binary;

namespace NetWatch.Plugins.Http2;

/// <summary>Where the field block fragment lies in the payload of HEADERS, PUSH_PROMISE or CONTINUATION (RFC 9113 §6.2, §6.6, §6.10).</summary>
/// <param name="Start">Where the fragment begins.</param>
/// <param name="Length">How long it is; -1 when padding or fields before it do not fit.</param>
/// <param name="PromisedStream">The stream that a PUSH_PROMISE announces, else 0.</param>
readonly record struct HeadersPayload(int Start, int Length, int PromisedStream)
{
    internal bool IsRight => Length >= 0;

    internal static HeadersPayload Of(in FrameHeader header, ReadOnlySpan<byte> payload)
    {
        if (header.Type == FrameType.Continuation) return new(0, payload.Length, 0);
        int start = 0, padding = 0, promised = 0;
        if (header.IsPadded && payload.Length > 0) (start, padding) = (1, payload[0]);
        if (header.Type == FrameType.PushPromise)
        {
            if (payload.Length - start < 4) return new(0, -1, 0);
            promised = (int)(BinaryPrimitives.ReadUInt32BigEndian(payload[start..]) & 0x7FFF_FFFF);
            start += 4;
        }
        else if ((header.Flags & FrameFlags.Priority) != 0)
        {
            start += 5;
        }

        int length = payload.Length - start - padding;
        return length < 0 ? new(0, -1, promised) : new(start, length, promised);
    }
}
