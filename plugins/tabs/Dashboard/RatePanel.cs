using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Tabs;
using NetWatch.Sdk.Tabs.Widgets;

namespace NetWatch.Plugins.Dashboard;

/// <summary>The rate now and its course: one minute on a narrow screen, up to five on a wide one.</summary>
sealed class RatePanel
{
    const int FiguresWidth = 11;
    const int LongestWindow = 300;

    // A quiet line must not be drawn as a mountain range.
    const long LeastScale = 10_000;

    readonly long[] _bits = new long[LongestWindow];
    AxisScale _scale;

    /// <summary>The interface whose counters are shown where nothing is captured; null otherwise.</summary>
    internal InterfaceTraffic? Interface { get; set; }

    internal void Draw(Surface surface, EngineSnapshot engine, TopFlowsPanel flows)
    {
        Span<char> note = stackalloc char[128];
        Surface body = Panel.Draw(surface, Interface is null ? "Rate" : "Rate by the kernel's counters", note[..WriteNote(note, engine, flows, surface.Width)]);
        if (body.Height < 2) return;
        int room = body.Width - Graph.AxisWidth - FiguresWidth;
        bool hasFigures = room >= 30;
        if (!hasFigures) room = body.Width - Graph.AxisWidth;
        int available = engine.BytesPerSecondHistory.Length;
        int window = available > 60 && room >= 80 ? Math.Min(LongestWindow, room * 2 / 60 * 60) : 60;
        // Each second gets the same number of dots: what is left of the width goes to the figures.
        int plot = room * 2 < window ? room : room * 2 / window * window / 2;
        ReadOnlySpan<long> values = InBits(engine.BytesPerSecondHistory.AsSpan(), window);
        long maximum = _scale.Fit(values, LeastScale);
        Surface graph = body.Slice(0, 0, Graph.AxisWidth + plot, body.Height - 1);
        Graph.Draw(graph, values, window, maximum, Label, StyleRole.Download);
        DrawTimes(body.Slice(Graph.AxisWidth, body.Height - 1, plot, 1), Math.Min(window, plot * 2));
        if (hasFigures) DrawFigures(body.Slice(graph.Width + 1, 0, body.Width - graph.Width - 1, graph.Height), values);
    }

    static ReadOnlySpan<char> Label(long bits, Span<char> buffer) => Units.BitRate(bits, buffer);

    ReadOnlySpan<long> InBits(ReadOnlySpan<long> bytes, int window)
    {
        bytes = bytes[Math.Max(0, bytes.Length - window)..];
        for (int i = 0; i < bytes.Length; i++) _bits[i] = Math.Clamp(bytes[i], 0, long.MaxValue / 8) * 8;
        return _bits.AsSpan(0, bytes.Length);
    }

    int WriteNote(Span<char> note, EngineSnapshot engine, TopFlowsPanel flows, int width)
    {
        Span<char> buffer = stackalloc char[Units.MaxLength];
        int at = 0;
        Append(note, ref at, Units.BitRate(engine.BitsPerSecond, buffer));
        if (width >= 60 && (Interface is not null || flows.SumsAll))
        {
            Append(note, ref at, "   ↓ ");
            Append(note, ref at, Units.BitRate(Interface?.BitsPerSecondReceived ?? flows.BitsToClients, buffer));
            Append(note, ref at, "  ↑ ");
            Append(note, ref at, Units.BitRate(Interface?.BitsPerSecondSent ?? flows.BitsToServers, buffer));
        }

        Append(note, ref at, "   ");
        Append(note, ref at, Units.Count((long)Math.Clamp(engine.PacketsPerSecond, 0, 1e15), buffer));
        Append(note, ref at, " packets/s");
        return at;
    }

    static void Append(Span<char> note, ref int at, ReadOnlySpan<char> text)
    {
        text.CopyTo(note[at..]);
        at += text.Length;
    }

    static void DrawTimes(Surface row, int seconds)
    {
        Span<char> buffer = stackalloc char[Units.MaxLength];
        row.WriteField(row.Width - 3, 0, 3, "now", StyleRole.Muted);
        if (row.Width < 24) return;
        row.Write(0, 0, Ago(seconds, buffer), StyleRole.Muted);
        ReadOnlySpan<char> half = Ago(seconds / 2, buffer);
        row.Write(row.Width / 2 - half.Length / 2, 0, half, StyleRole.Muted);
    }

    static ReadOnlySpan<char> Ago(int seconds, Span<char> buffer)
    {
        buffer[0] = '-';
        seconds.TryFormat(buffer[1..], out int length, default, System.Globalization.CultureInfo.InvariantCulture);
        " s".CopyTo(buffer[(1 + length)..]);
        return buffer[..(length + 3)];
    }

    // Averages over two spans side by side: a burst and a steady stream look different at a glance.
    static void DrawFigures(Surface surface, ReadOnlySpan<long> values)
    {
        if (values.IsEmpty) return;
        long peak = 0;
        foreach (long value in values) peak = Math.Max(peak, value);
        DrawFigure(surface, 0, "peak", peak);
        DrawFigure(surface, 2, "10 s avg", Average(values, 10));
        DrawFigure(surface, 4, "60 s avg", Average(values, 60));
        if (values.Length > 60) DrawFigure(surface, 6, "5 min avg", Average(values, LongestWindow));
    }

    static void DrawFigure(Surface surface, int y, ReadOnlySpan<char> label, double value)
    {
        if (y + 2 > surface.Height) return;
        Span<char> buffer = stackalloc char[Units.MaxLength];
        surface.Write(1, y, label, StyleRole.Muted);
        surface.Write(1, y + 1, Units.BitRate(value, buffer));
    }

    static double Average(ReadOnlySpan<long> values, int seconds)
    {
        values = values[Math.Max(0, values.Length - seconds)..];
        double sum = 0;
        foreach (long value in values) sum += value;
        return sum / values.Length;
    }
}
