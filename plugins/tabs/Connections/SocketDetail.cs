using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Tabs;
using NetWatch.Sdk.Tabs.Widgets;

namespace NetWatch.Plugins.Connections;

/// <summary>All that is known of a connection without a flow, or of a socket that listens, as lines.</summary>
sealed class SocketDetail(List<DetailLine> lines, FactLines facts, NamesSnapshot? names, GeoSnapshot? places)
{
    internal void Write(ConnectionRow row, in FlowRow flow, in DetailSources sources)
    {
        FiveTuple tuple = row.Tuple;
        Span<char> buffer = stackalloc char[FlowText.MaxLength];
        bool isListener = SocketText.IsListener(row);
        Add(isListener ? "Listening socket" : "Connection without a flow", null, StyleRole.Heading);
        if (!isListener && names?.Find(tuple.Destination) is { } name) Add("server name", $"{name} (told by another flow)");
        Add(isListener ? "listens at" : "server", SocketText.Server(row, buffer).ToString());
        if (!isListener) Add("client", FlowText.Endpoint(tuple.Source, tuple.SourcePort, buffer).ToString());
        if (!isListener && (places?.Find(tuple.Destination) ?? places?.Find(tuple.Source)) is { } place) Add("place", PlaceText.Of(place));
        Add("protocol", FlowText.TransportName(tuple.Transport));
        if (!isListener) AddTraffic(row, flow, sources);
        if (row.ClientProcess is { } client) facts.Write("process of the client", client);
        if (row.ServerProcess is { } server) facts.Write(isListener ? "process" : "process of the server", server);
        if (row.Process is null) Add("process", $"not known. {sources.Attribution?.Notice}".TrimEnd(), StyleRole.Muted);
        KernelLines.Add(lines, row);
    }

    void AddTraffic(ConnectionRow row, in FlowRow flow, in DetailSources sources)
    {
        if (row is { BytesToServer: null, BytesToClient: null }) Add("traffic", "the kernel does not count it", StyleRole.Muted);
        else
        {
            Add("↓ received", Amount(row.BytesToClient ?? 0, flow.BitsPerSecondToClient), StyleRole.Download);
            Add("↑ sent", Amount(row.BytesToServer ?? 0, flow.BitsPerSecondToServer), StyleRole.Upload);
        }

        if (row.AppearedAt is { } appeared) Add("appeared", $"{appeared.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}, by a look once a second");
        else Add("appeared", "before the first look");
        Add("packets", sources.IsCapturing ? "none was captured: it is idle, or goes over another interface" : "nothing is captured", StyleRole.Muted);
    }

    static string Amount(long bytes, double rate)
    {
        Span<char> first = stackalloc char[Units.MaxLength], second = stackalloc char[Units.MaxLength];
        return $"{Units.Bytes(bytes, first)} of data, now {Units.BitRate(rate, second)}";
    }

    void Add(string label, string? value, StyleRole role = StyleRole.Default) => lines.Add(new DetailLine(value is null ? 0 : 1, label, value, role));
}
