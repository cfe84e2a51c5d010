using System.Buffers;
using NetWatch.Sdk.Protocols.Http;

namespace NetWatch.Sdk.Protocols.WebSocket;

/// <summary>
/// Undoes permessage-deflate (RFC 7692 §7.2.2) for the messages of one side, as far as they are at hand from the first on: each may refer back into those
/// before. Bounded as bodies are. For screens; allocates.
/// </summary>
sealed class MessageInflation
{
    const int MaxHistory = 256 << 10;
    const int MaxKept = 1 << 20;

    // What a sender takes off the end of each message; with the last bit set in front it ends the whole.
    static ReadOnlySpan<byte> Tail => [0, 0, 0xFF, 0xFF];

    static ReadOnlySpan<byte> End => [1, 0, 0, 0xFF, 0xFF];

    readonly ArrayBufferWriter<byte> _history = new();
    bool _isLost;

    /// <summary>A compressed message that is not shown, but may be referred to.</summary>
    internal void Pass(ReadOnlySpan<byte> message)
    {
        if (_history.WrittenCount + message.Length > MaxHistory) _isLost = true;
        if (_isLost) return;
        _history.Write(message);
        _history.Write(Tail);
    }

    /// <summary>The content of the next message, or a note why there is none.</summary>
    internal DecodedContent Inflate(ReadOnlySpan<byte> message)
    {
        long before = _isLost || _history.WrittenCount == 0 ? 0 : Decode().Length;
        Pass(message);
        if (_isLost) return new DecodedContent(default, 0, false, "Compressed; the messages that it refers to are too long to be kept.");
        DecodedContent all = Decode();
        if (all.Bytes.Length <= before) return Alone(message, all.Note);
        return new DecodedContent(all.Bytes[(int)before..], all.Length - before, all.IsComplete, all.Note);
    }

    // A message that ends its deflate stream (§7.2.3.4) leaves nothing to refer to: the next one begins anew.
    DecodedContent Alone(ReadOnlySpan<byte> message, string? note)
    {
        _history.ResetWrittenCount();
        Pass(message);
        DecodedContent content = Decode();
        return content.Length > 0 ? content : new DecodedContent(default, 0, false, note ?? "Compressed; it refers to what is not at hand.");
    }

    DecodedContent Decode()
    {
        byte[] whole = [.. _history.WrittenSpan, .. End];
        return ContentCoding.Inflate(whole, MaxKept);
    }
}
