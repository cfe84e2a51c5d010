using System.Collections.Immutable;
using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Tabs;
using NetWatch.Sdk.Tabs.Widgets;

namespace NetWatch.Plugins.Interfaces;

/// <summary>The course of the selected interface: received above sent, each with its own scale, a minute or an hour.</summary>
sealed class CoursePanel
{
    const int Seconds = 60, TenSeconds = 360;
    const long LeastScale = 10_000;

    readonly long[] _bits = new long[TenSeconds];
    AxisScale _received, _sent;
    string _name = "";

    /// <summary>Whether an hour is shown, and not a minute.</summary>
    internal bool IsHour { get; set; }

    internal void Draw(Surface surface, InterfaceTraffic traffic)
    {
        if (traffic.Name != _name) (_name, _received, _sent) = (traffic.Name, default, default);
        Span<char> title = stackalloc char[64];
        title.TryWrite($"{traffic.Name.AsSpan(0, Math.Min(traffic.Name.Length, 32))}", out int length);
        Surface body = Panel.Draw(surface, title[..length], IsHour ? "an hour by 10 s" : "a minute by seconds");
        if (body.Height < 4)
        {
            DrawOne(body, "↓", traffic, isReceived: true, ref _received);
            return;
        }

        int half = body.Height / 2;
        DrawOne(body.Slice(0, 0, body.Width, half), "↓ received", traffic, isReceived: true, ref _received);
        DrawOne(body.Slice(0, half, body.Width, body.Height - half), "↑ sent", traffic, isReceived: false, ref _sent);
    }

    void DrawOne(Surface surface, ReadOnlySpan<char> label, InterfaceTraffic traffic, bool isReceived, ref AxisScale scale)
    {
        ImmutableArray<long> bytes = IsHour ? isReceived ? traffic.ReceivedByTenSeconds : traffic.SentByTenSeconds
            : isReceived ? traffic.ReceivedBySecond : traffic.SentBySecond;
        int window = IsHour ? TenSeconds : Seconds, per = IsHour ? 10 : 1;
        ReadOnlySpan<long> values = bytes.AsSpan()[Math.Max(0, bytes.Length - window)..];
        for (int i = 0; i < values.Length; i++) _bits[i] = Math.Clamp(values[i], 0, long.MaxValue / 8) * 8 / per;
        ReadOnlySpan<long> bits = _bits.AsSpan(0, values.Length);
        long maximum = scale.Fit(bits, LeastScale);
        Style style = isReceived ? StyleRole.Download : StyleRole.Upload;
        Surface graph = surface;
        if (surface.Height >= 4)
        {
            DrawHeading(surface, label, isReceived ? traffic.BitsPerSecondReceived : traffic.BitsPerSecondSent, style);
            graph = surface.Slice(0, 1, surface.Width, surface.Height - 1);
        }

        // Every value gets the same number of dots, so the plot is as wide as a multiple of the window.
        int room = Math.Max(0, surface.Width - Graph.AxisWidth), plot = room * 2 < window ? room : room * 2 / window * window / 2;
        Graph.Draw(graph.Slice(0, 0, Graph.AxisWidth + plot, graph.Height), bits, Math.Min(window, Math.Max(1, plot * 2)), maximum, Label, style);
    }

    static void DrawHeading(Surface surface, ReadOnlySpan<char> label, double rate, Style style)
    {
        Span<char> buffer = stackalloc char[Units.MaxLength];
        int x = surface.Write(Graph.AxisWidth, 0, label, StyleRole.Muted);
        surface.Write(x + 1, 0, Units.BitRate(rate, buffer), style);
    }

    static ReadOnlySpan<char> Label(long bits, Span<char> buffer) => Units.BitRate(bits, buffer);
}
