using NetWatch.Sdk.Protocols.Http;

namespace NetWatch.Plugins.Http2.Dissection;

/// <summary>Decodes the field blocks of one direction in their order, so that each is read with the table that those before it have left.</summary>
sealed class SectionReader
{
    readonly HpackDecoder _decoder = new();
    readonly HeaderBlock _block = new();

    internal SectionReader(bool startsAtFirstByte)
    {
        if (!startsAtFirstByte) _decoder.Lose();
    }

    /// <summary>Takes a frame of HEADERS, PUSH_PROMISE or CONTINUATION. The lines when it ends a block, else null.</summary>
    internal HttpFieldLines? Take(in DissectedFrame frame, ReadOnlySpan<byte> bytes)
    {
        FrameHeader header = frame.Header;
        ReadOnlySpan<byte> payload = bytes[frame.PayloadStart..frame.PayloadEnd];
        HeadersPayload place = HeadersPayload.Of(header, payload);
        if (header.Type != FrameType.Continuation) _block.Begin(header.StreamId, header.StreamId, header.EndsStream, default);
        if (!frame.IsWhole || !place.IsRight || !_block.IsOpen)
        {
            _decoder.Lose();
            return null;
        }

        _block.Append(payload.Slice(place.Start, place.Length));
        if (!header.EndsHeaders) return null;
        var lines = new HttpFieldLines();
        FieldSectionResult result = _block.IsLost ? FieldSectionResult.TooLarge : _decoder.Decode(_block.Bytes, lines);
        if (result == FieldSectionResult.Malformed) lines.AddLine("Malformed: the rest can't be read");
        if (result == FieldSectionResult.TooLarge) lines.AddLine("Too large: the rest is left out");
        _block.Close();
        return lines;
    }

    /// <summary>A frame of another type came: a block that is open is interrupted.</summary>
    internal void Interrupt()
    {
        if (!_block.IsOpen) return;
        _block.Close();
        _decoder.Lose();
    }
}
