using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Http;

namespace NetWatch.Plugins.Http2.Dissection;

/// <summary>Puts the bodies of streams together from their DATA frames, as far as those are at hand.</summary>
sealed class StreamBodies
{
    readonly Dictionary<int, Body> _bodies = [];

    /// <summary>The head of a message that a body will follow.</summary>
    internal void Begin(int stream, HttpFields fields)
    {
        // Interim responses and trailers have no body of their own.
        if (!fields.IsRequest && fields.Status is < 200 or > 999) return;
        _bodies[stream] = new Body { Encoding = fields.ContentEncoding, Type = fields.ContentType, HasHead = true };
    }

    internal void Append(in DissectedFrame frame, ReadOnlySpan<byte> bytes, bool isShown)
    {
        if (!_bodies.TryGetValue(frame.Header.StreamId, out Body? body)) _bodies[frame.Header.StreamId] = body = new Body();
        ReadOnlySpan<byte> payload = bytes[frame.PayloadStart..frame.PayloadEnd];
        if (frame.Header.IsPadded && !payload.IsEmpty)
        {
            int padding = payload[0], full = frame.Header.Length - 1 - padding;
            payload = payload.Slice(1, Math.Clamp(full, 0, payload.Length - 1));
        }

        body.Bytes.Write(payload);
        body.IsShown |= isShown;
        if (isShown) (body.Start, body.Length) = (frame.Start, frame.Length);
        body.IsWhole |= frame.Header.EndsStream && frame.IsWhole;
    }

    /// <summary>The body of a stream is complete by a frame without content: trailers.</summary>
    internal void End(int stream, bool isShown)
    {
        if (!_bodies.TryGetValue(stream, out Body? body)) return;
        body.IsWhole = true;
        body.IsShown |= isShown;
    }

    /// <summary>Adds the bodies that the packet continues or ends.</summary>
    internal void AddTo(IDetailTree tree)
    {
        foreach ((int stream, Body body) in _bodies)
        {
            if (!body.IsShown || body.Bytes.Length == 0) continue;
            ReadOnlySpan<byte> bytes = body.Bytes.GetBuffer().AsSpan(0, (int)body.Bytes.Length);
            string title = body.HasHead ? $"Body of stream {stream}" : $"Body of stream {stream}, from its middle";
            // Without its head neither the coding nor the first byte is known.
            BodyTree.Add(tree, title, bytes, body.Encoding, body.Type, body.IsWhole && body.HasHead, body.Start, body.Length);
        }
    }

    sealed class Body
    {
        internal MemoryStream Bytes { get; } = new();

        internal string? Encoding { get; init; }

        internal string? Type { get; init; }

        internal bool HasHead { get; init; }

        internal bool IsShown { get; set; }

        internal bool IsWhole { get; set; }

        internal int Start { get; set; }

        internal int Length { get; set; }
    }
}
