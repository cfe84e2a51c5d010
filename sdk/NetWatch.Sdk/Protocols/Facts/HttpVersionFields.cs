namespace NetWatch.Sdk.Protocols.Facts;

/// <summary>What EVE has beside the protocol where requests run in streams: <c>version</c>, and an object of the version with the stream.</summary>
static class HttpVersionFields
{
    internal static void Write(IFactWriter writer, string? version, long streamId)
    {
        (string? number, string? name) = version switch
        {
            "HTTP/2" => ("2", "http2"),
            "HTTP/3" => ("3", "http3"),
            _ => (null, null),
        };
        if (name is null) return;
        writer.Text("version", number);
        if (streamId < 0) return;
        writer.BeginObject(name);
        writer.Number("stream_id", streamId);
        writer.EndObject();
    }
}
