using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Plugins.Http2;

/// <summary>What is to be told of a connection as a whole.</summary>
static class ConnectionFact
{
    internal static OpenFact Of(Side client, Side server, long streams, long resets, Irregularities seen)
    {
        var values = new List<KeyValuePair<string, object>>();
        AddSettings(values, "client_settings", client.Settings);
        AddSettings(values, "server_settings", server.Settings);
        values.Add(new("streams", streams));
        if (resets > 0) values.Add(new("resets", resets));
        AddGoAway(values, "client_goaway", client);
        AddGoAway(values, "server_goaway", server);
        if (client.MissingBytes > 0) values.Add(new("client_missing_bytes", client.MissingBytes));
        if (server.MissingBytes > 0) values.Add(new("server_missing_bytes", server.MissingBytes));
        // Said in words, since it explains why fields are unknown.
        if (client.Decoder.IsPartial) values.Add(new("client_header_table", "partly unknown"));
        if (server.Decoder.IsPartial) values.Add(new("server_header_table", "partly unknown"));
        if (seen != Irregularities.None) values.Add(new("irregularities", Names(seen)));
        return new OpenFact("http2", "connection", values);
    }

    static void AddSettings(List<KeyValuePair<string, object>> values, string name, Settings settings)
    {
        List<string> list = settings.ToList();
        if (list.Count > 0) values.Add(new(name, list));
    }

    static void AddGoAway(List<KeyValuePair<string, object>> values, string name, Side side)
    {
        if (side.GoAway is { } code) values.Add(new(name, ErrorCodes.Name(code)));
    }

    static List<string> Names(Irregularities seen)
    {
        var names = new List<string>();
        if (seen.HasFlag(Irregularities.MalformedHeaders)) names.Add("malformed header block");
        if (seen.HasFlag(Irregularities.HeaderBomb)) names.Add("header list over 256 KiB");
        if (seen.HasFlag(Irregularities.OverlongHeaders)) names.Add("header block over 64 KiB");
        if (seen.HasFlag(Irregularities.InterruptedHeaders)) names.Add("header block interrupted");
        if (seen.HasFlag(Irregularities.NotFrames)) names.Add("bytes that are no frames");
        if (seen.HasFlag(Irregularities.TooManyStreams)) names.Add("more than 256 streams at once");
        if (seen.HasFlag(Irregularities.BadPadding)) names.Add("padding longer than its frame");
        return names;
    }
}
