using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Plugins.Http3;

/// <summary>What is to be told of a connection as a whole.</summary>
static class ConnectionFact
{
    internal static OpenFact Of(Settings client, Settings server, long? goAway, long missing, Exchanges exchanges)
    {
        var values = new List<KeyValuePair<string, object>>();
        List<string> settings = client.ToList();
        if (settings.Count > 0) values.Add(new("client_settings", settings));
        settings = server.ToList();
        if (settings.Count > 0) values.Add(new("server_settings", settings));
        values.Add(new("streams", exchanges.Streams));
        if (goAway is { } last) values.Add(new("goaway", last));
        if (missing > 0) values.Add(new("missing_bytes", missing));
        // Said in words, since it explains why fields are unknown.
        if (exchanges.IsTableLost(exchanges.Client)) values.Add(new("client_header_table", "unknown"));
        if (exchanges.IsTableLost(1 - exchanges.Client)) values.Add(new("server_header_table", "unknown"));
        if (exchanges.Irregularities != Irregularities.None) values.Add(new("irregularities", Names(exchanges.Irregularities)));
        return new OpenFact("http3", "connection", values);
    }

    static List<string> Names(Irregularities seen)
    {
        var names = new List<string>();
        if (seen.HasFlag(Irregularities.MalformedHeaders)) names.Add("malformed field section");
        if (seen.HasFlag(Irregularities.HeaderBomb)) names.Add("field section over 256 KiB");
        if (seen.HasFlag(Irregularities.OverlongHeaders)) names.Add("encoded field section over 64 KiB");
        if (seen.HasFlag(Irregularities.MalformedEncoderStream)) names.Add("malformed or overlarge encoder instructions");
        if (seen.HasFlag(Irregularities.TooManyStreams)) names.Add("more than 256 streams at once");
        if (seen.HasFlag(Irregularities.TooManyBlocked)) names.Add("more blocked field sections than are kept");
        return names;
    }
}
