using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Tabs;
using NetWatch.Sdk.Tabs.Widgets;

namespace NetWatch.Plugins.Processes;

/// <summary>Who the selected process is, its course, and its connections.</summary>
sealed class ProcessDetail
{
    const int LabelWidth = 11;
    const int GraphRows = 6;
    const long LeastScale = 10_000;

    readonly long[] _bits = new long[60];
    readonly List<ConnectionRow> _connections = [];
    AxisScale _scale;
    ProcessKey _key;
    long _version = -1;

    internal void Draw(Surface surface, ProcessTraffic traffic, ConnectionsSnapshot? connections, NamesSnapshot? names, DateTimeOffset now)
    {
        if (traffic.Process.Key != _key || (connections?.Version ?? -1) != _version) Choose(traffic.Process.Key, connections);
        int y = DrawIdentity(surface, traffic, now);
        if (surface.Height - y > GraphRows + 4)
        {
            DrawCourse(surface.Slice(0, y, surface.Width, GraphRows), traffic);
            y += GraphRows + 1;
        }

        DrawConnections(surface.Slice(0, y, surface.Width, surface.Height - y), names);
    }

    void Choose(in ProcessKey key, ConnectionsSnapshot? connections)
    {
        if (key != _key) _scale = default;
        (_key, _version) = (key, connections?.Version ?? -1);
        _connections.Clear();
        if (connections is null) return;
        foreach (ConnectionRow row in connections.Connections)
        {
            if (row.ClientProcess?.Process.Key == key || row.ServerProcess?.Process.Key == key) _connections.Add(row);
        }

        // The open ones first, the newest before the older.
        _connections.Reverse();
        _connections.Sort(static (a, b) => a.HasEnded.CompareTo(b.HasEnded) is var order and not 0 ? order : b.FlowNumber.CompareTo(a.FlowNumber));
    }

    static int DrawIdentity(Surface surface, ProcessTraffic traffic, DateTimeOffset now)
    {
        ProcessIdentity process = traffic.Process;
        Span<char> buffer = stackalloc char[FlowText.MaxLength];
        int y = 0;
        if (process.Executable is { } executable) Line(surface, ref y, "executable", executable);
        if (process.CommandLine is { } command) Line(surface, ref y, "command", command);
        if (process.StartedAt is { } started) Line(surface, ref y, "runs for", Units.Duration(now - started, buffer));
        if (process.Container is { } container) Line(surface, ref y, "container", container);
        if (process.Unit is { } unit) Line(surface, ref y, "unit", unit);
        if (process.Parents.Length > 0) DrawParents(surface, ref y, process);
        long all = traffic.BytesSent + traffic.BytesReceived;
        if (all > 0)
        {
            int length = Units.Percent((double)traffic.BytesByKernel / all, buffer).Length;
            " of the bytes by the kernel's own counts".CopyTo(buffer[length..]);
            Line(surface, ref y, "counted", buffer[..(length + 40)]);
        }

        return y + 1;
    }

    static void DrawParents(Surface surface, ref int y, ProcessIdentity process)
    {
        Span<char> text = stackalloc char[256];
        int at = 0;
        foreach (ParentProcess parent in process.Parents)
        {
            if (!text[at..].TryWrite($"{(at == 0 ? "" : " ‹ ")}{parent.Name.AsSpan(0, Math.Min(parent.Name.Length, 32))} {parent.Pid}", out int length)) break;
            at += length;
        }

        Line(surface, ref y, "parents", text[..at]);
    }

    static void Line(Surface surface, ref int y, string label, ReadOnlySpan<char> text)
    {
        surface.WriteField(1, y, LabelWidth, label, StyleRole.Muted);
        surface.WriteField(LabelWidth + 2, y, surface.Width - LabelWidth - 3, text[..Math.Min(text.Length, 512)]);
        y++;
    }

    void DrawCourse(Surface surface, ProcessTraffic traffic)
    {
        ReadOnlySpan<long> received = traffic.ReceivedHistory.AsSpan(), sent = traffic.SentHistory.AsSpan();
        int count = Math.Min(_bits.Length, Math.Min(received.Length, sent.Length));
        for (int i = 0; i < count; i++) _bits[i] = Math.Clamp(received[received.Length - count + i] + sent[sent.Length - count + i], 0, long.MaxValue / 8) * 8;
        ReadOnlySpan<long> bits = _bits.AsSpan(0, count);
        int dots = Math.Max(1, (surface.Width - 2 - Graph.AxisWidth) * 2);
        Graph.Draw(surface.Slice(1, 0, surface.Width - 2, surface.Height), bits, Math.Min(_bits.Length, dots), _scale.Fit(bits, LeastScale), Label, StyleRole.Series1);
    }

    static ReadOnlySpan<char> Label(long bits, Span<char> buffer) => Units.BitRate(bits, buffer);

    void DrawConnections(Surface surface, NamesSnapshot? names)
    {
        if (surface.Height < 2) return;
        Span<char> buffer = stackalloc char[FlowText.MaxLength];
        ReadOnlySpan<char> count = Units.Count(_connections.Count, buffer);
        surface.Write(surface.Write(1, 0, "Connections", new Style(StyleRole.Heading, TextAttributes.Bold)) + 1, 0, count, StyleRole.Muted);
        for (int i = 0; i < _connections.Count && i + 1 < surface.Height; i++) DrawConnection(surface.Slice(0, i + 1, surface.Width, 1), _connections[i], names, buffer);
    }

    void DrawConnection(Surface row, ConnectionRow connection, NamesSnapshot? names, Span<char> buffer)
    {
        bool isClient = connection.ClientProcess?.Process.Key == _key;
        FiveTuple tuple = connection.Tuple;
        (NetAddress far, ushort port) = isClient ? (tuple.Destination, tuple.DestinationPort) : (tuple.Source, tuple.SourcePort);
        Style plain = connection.HasEnded ? StyleRole.Muted : StyleRole.Default;
        row.Put(1, 0, connection.HasEnded ? '○' : '●', connection.HasEnded ? StyleRole.Muted : StyleRole.Good);
        row.Put(3, 0, isClient ? '→' : '←', StyleRole.Muted);
        row.WriteField(5, 0, 5, FlowText.TransportName(tuple.Transport), StyleRole.Muted);
        int x = row.Write(11, 0, FlowText.Endpoint(far, port, buffer), plain);
        if (names?.Find(far) is { } name) x = row.Write(x + 1, 0, name.AsSpan(0, Math.Min(name.Length, 128)), StyleRole.Muted);
        SocketRow? socket = isClient ? connection.ClientSocket : connection.ServerSocket;
        if (socket?.Tcp is not { } tcp || row.Width < 60) return;
        Span<char> rtt = stackalloc char[Units.MaxLength];
        ReadOnlySpan<char> text = Units.Duration(tcp.RoundTrip, rtt);
        if (x + 2 + text.Length < row.Width) row.WriteField(row.Width - 8, 0, 7, text, StyleRole.Muted, alignRight: true);
    }
}
