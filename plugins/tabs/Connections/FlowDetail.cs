using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Decryption;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Tabs;
using NetWatch.Sdk.Tabs.Widgets;

namespace NetWatch.Plugins.Connections;

/// <summary>All that is known of one flow, as lines that scroll. Made anew when the flow or its snapshot changed, not per frame.</summary>
sealed class FlowDetail
{
    const int LabelWidth = 16;
    const int MaxLines = 2_000;

    readonly List<DetailLine> _unwrapped = [];
    readonly List<DetailLine> _lines = [];
    readonly FactLines _facts;
    ListCursor _cursor;
    long _number;
    long _version = -1;
    int _width = -1;
    int _page = 1;

    internal FlowDetail() => _facts = new FactLines(_unwrapped);

    internal void Draw(Surface surface, in FlowRow flow, in DetailSources sources)
    {
        if (flow.Number != _number || sources.Version != _version || surface.Width != _width) Build(flow, sources, surface.Width);
        _page = surface.Height;
        _cursor.Fit(0, _lines.Count, surface.Height);
        for (int y = 0; y < surface.Height && _cursor.Top + y < _lines.Count; y++)
            DrawLine(surface.Slice(0, y, surface.Width - 1, 1), _lines[(int)_cursor.Top + y]);
        ScrollBar.Draw(surface.Slice(surface.Width - 1, 0, 1, surface.Height), _cursor.Top, _lines.Count);
    }

    /// <summary>Names that the wire told elsewhere, or null.</summary>
    internal NamesSnapshot? Names { get; set; }

    /// <summary>Where addresses are, or null.</summary>
    internal GeoSnapshot? Places { get; set; }

    internal void Scroll(int rows) => _cursor.Scroll(rows);

    /// <summary>Takes the keys of a list as scrolling.</summary>
    internal bool OnKey(in KeyPress key)
    {
        long top = _cursor.Top, end = Math.Max(1, _lines.Count - _page + 1);
        var cursor = new ListCursor();
        cursor.Select(top);
        if (!cursor.OnKey(key, 0, end, _page)) return false;
        _cursor.ScrollTo(cursor.Selected);
        return true;
    }

    static void DrawLine(Surface row, in DetailLine line)
    {
        int x = 1 + 2 * line.Indent;
        if (line.Value is null)
        {
            Style heading = line.Role == StyleRole.Heading ? new Style(StyleRole.Heading, TextAttributes.Bold) : StyleRole.Muted;
            row.WriteField(x, 0, row.Width - x, line.Label, heading);
            return;
        }

        row.WriteField(x, 0, LabelWidth, line.Label, StyleRole.Muted);
        row.WriteField(x + LabelWidth + 1, 0, row.Width - x - LabelWidth - 1, line.Value, line.Role);
    }

    void Build(in FlowRow flow, in DetailSources sources, int width)
    {
        if (flow.Number != _number) _cursor.ScrollTo(0);
        (_number, _version, _width) = (flow.Number, sources.Version, width);
        _unwrapped.Clear();
        if (sources.Socket is { } socket)
        {
            new SocketDetail(_unwrapped, _facts, Names, Places).Write(socket, flow, sources);
            Wrap(width);
            return;
        }

        AddEnds(flow);
        AddTraffic(flow, sources.Now);
        AddTrouble(flow.Record);
        AddProcesses(flow.Record, sources.Attribution);
        if (sources.Sockets is { } sockets) KernelLines.Add(_unwrapped, flow.Record.Tuple, sockets);
        foreach (Fact fact in flow.Record.Facts ?? []) _facts.Write(fact);
        Wrap(width);
    }

    void AddEnds(in FlowRow flow)
    {
        FlowRecord record = flow.Record;
        Span<char> buffer = stackalloc char[FlowText.MaxLength];
        Add($"Flow {flow.Number}", null, StyleRole.Heading);
        if (flow.ServerName is { } name) Add("server name", name);
        else if (Names?.Find(record.Tuple.Destination) is { } told) Add("server name", $"{told} (told by another flow)");
        Add("server", FlowText.Endpoint(record.Tuple.Destination, record.Tuple.DestinationPort, buffer).ToString());
        Add("client", FlowText.Endpoint(record.Tuple.Source, record.Tuple.SourcePort, buffer).ToString());
        if ((Places?.Find(record.Tuple.Destination) ?? Places?.Find(record.Tuple.Source)) is { } place) Add("place", PlaceText.Of(place));
        string protocol = FlowText.Protocol(record, buffer).ToString();
        Add("protocol", $"{protocol}{BasisText(record)}");
        Add("state", $"{FlowText.State(record)}{EndText(record.EndReason)}");
        if (record.Decryption is { } decryption) Add("decryption", decryption.Sentence, decryption.State is DecryptionState.Decrypted ? StyleRole.Default : StyleRole.Warning);
        if (record.VlanId != 0) Add("vlan", Units.Count(record.VlanId, buffer).ToString());
        if (record.IsTunneled) Add("tunnel", "found inside a tunnel");
        if (record.IsMidStream) Add("seen", "joined in the middle: its beginning is missing");
    }

    void AddTraffic(in FlowRow flow, Timestamp now)
    {
        FlowRecord record = flow.Record;
        Add("↓ received", Amount(record.BytesToClient, record.PacketsToClient, flow.BitsPerSecondToClient), StyleRole.Download);
        Add("↑ sent", Amount(record.BytesToServer, record.PacketsToServer, flow.BitsPerSecondToServer), StyleRole.Upload);
        if (record.RoundTripTime is { } rtt) Add("round trip", $"{Span(rtt)} in the handshake");
        Add("began", $"{record.Start}, {Span(now.Since(record.Start))} ago");
        Add("last packet", $"{record.End}, {Span(now.Since(record.End))} ago");
        Add("duration", Span(record.End.Since(record.Start)));
    }

    void AddTrouble(in FlowRecord record)
    {
        Span<char> buffer = stackalloc char[Units.MaxLength];
        if (record.Retransmissions > 0) Add("retransmissions", Units.Count(record.Retransmissions, buffer).ToString(), StyleRole.Warning);
        if (record.MissingBytes > 0) Add("missing", $"{Units.Bytes(record.MissingBytes, buffer)} were not captured", StyleRole.Warning);
        if (record.Tuple.Transport != Transport.Tcp) return;
        Add("flags", $"↑ {Flags(record.TcpFlagsToServer)}   ↓ {Flags(record.TcpFlagsToClient)}");
    }

    void AddProcesses(in FlowRecord record, AttributionSnapshot? attribution)
    {
        if (record.ClientProcess is { } client) _facts.Write("process of the client", client);
        if (record.ServerProcess is { } server) _facts.Write("process of the server", server);
        if (record.Process is null && attribution?.Notice is { } notice) Add("process", $"not known. {notice}", StyleRole.Muted);
    }

    // A value longer than its room goes on in the next lines.
    void Wrap(int width)
    {
        _lines.Clear();
        foreach (DetailLine line in _unwrapped)
        {
            int room = Math.Max(8, width - 3 - 2 * line.Indent - LabelWidth);
            string rest = line.Value ?? "";
            int length = Paragraph.LineLength(rest, room);
            _lines.Add(line.Value is null ? line : line with { Value = rest[..length] });
            while (length < rest.Length && length > 0 && _lines.Count < MaxLines)
            {
                rest = rest[length..].TrimStart(' ');
                length = Paragraph.LineLength(rest, room);
                _lines.Add(new DetailLine(line.Indent, "", rest[..length], line.Role));
            }

            if (_lines.Count >= MaxLines) break;
        }

        if (_lines.Count >= MaxLines) _lines.Add(new DetailLine(0, "…", "more than is shown here; an export has all of it", StyleRole.Muted));
    }

    void Add(string label, string? value, StyleRole role = StyleRole.Default) =>
        _unwrapped.Add(new DetailLine(value is null ? 0 : 1, label, value, role));

    static string Amount(long bytes, long packets, double rate)
    {
        Span<char> first = stackalloc char[Units.MaxLength], second = stackalloc char[Units.MaxLength], third = stackalloc char[Units.MaxLength];
        return $"{Units.Bytes(bytes, first)} in {Units.Count(packets, second)} packets, now {Units.BitRate(rate, third)}";
    }

    static string Span(TimeSpan duration)
    {
        Span<char> buffer = stackalloc char[Units.MaxLength];
        return Units.Duration(duration, buffer).ToString();
    }

    static string BasisText(in FlowRecord record) =>
        record.App is null ? ", not recognised" :
        record.IsGuess ? " a guess by its port" : $" over {FlowText.TransportName(record.Tuple.Transport)}";

    static string EndText(FlowEndReason reason) => reason switch
    {
        FlowEndReason.Timeout => ", no packet for its idle time",
        FlowEndReason.Evicted => ", given up because the flow table was full",
        FlowEndReason.CaptureEnded => ", open when the capture ended",
        _ => "",
    };

    static string Flags(byte flags)
    {
        if (flags == 0) return "none";
        ReadOnlySpan<string> names = ["FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR"];
        var text = new System.Text.StringBuilder();
        for (int bit = 0; bit < 8; bit++)
        {
            if ((flags >> bit & 1) != 0) text.Append(text.Length == 0 ? "" : " ").Append(names[bit]);
        }

        return text.ToString();
    }
}
