using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Tabs;
using NetWatch.Sdk.Tabs.Widgets;

namespace NetWatch.Plugins.Dashboard;

/// <summary>Where the packets come from, how that stands, and the totals; below it the notice when there is one.</summary>
static class SourceLine
{
    const int MaxNoticeRows = 4;

    internal static int Draw(Surface surface, EngineSnapshot engine)
    {
        Span<char> buffer = stackalloc char[Units.MaxLength];
        (int mark, Style style, string state) = StateOf(engine);
        surface.Put(0, 0, mark, style);
        ReadOnlySpan<char> source = engine.Source.Length == 0 ? "no source" : engine.Source.AsSpan(0, Math.Min(engine.Source.Length, 120));
        int x = surface.Write(2, 0, source, new Style(StyleRole.Default, TextAttributes.Bold));
        x = surface.Write(x + 1, 0, state, style);
        if (IsReading(engine)) x = surface.Write(x + 1, 0, Units.Percent(engine.Progress, buffer), style);
        DrawTotals(surface, x + 2, engine);
        if (engine.Notice is not { Length: > 0 } notice) return 1;
        Style noticeStyle = engine.State == SourceState.Failed ? StyleRole.Alert : StyleRole.Warning;
        return 1 + Paragraph.Draw(surface.Slice(2, 1, surface.Width - 2, Math.Min(MaxNoticeRows, surface.Height / 3)), notice, noticeStyle);
    }

    // From the right, most important last, so that a narrow screen loses the flows first.
    static void DrawTotals(Surface surface, int from, EngineSnapshot engine)
    {
        Span<char> buffer = stackalloc char[Units.MaxLength];
        int end = surface.Width;
        end = DrawTotal(surface, from, end, Units.Bytes(engine.Bytes, buffer), " total");
        end = DrawTotal(surface, from, end, Units.Count(engine.Packets, buffer), " packets");
        end = DrawTotal(surface, from, end, Units.Count(engine.FlowsActive, buffer), " active");
        DrawTotal(surface, from, end, Units.Count(engine.FlowsSeen, buffer), " flows");
    }

    static int DrawTotal(Surface surface, int from, int end, ReadOnlySpan<char> number, ReadOnlySpan<char> label)
    {
        int start = end - number.Length - label.Length;
        if (start < from) return from;
        surface.Write(surface.Write(start, 0, number), 0, label, StyleRole.Muted);
        return start - 2;
    }

    static bool IsReading(EngineSnapshot engine) => engine.State == SourceState.Running && engine.Progress > 0;

    static (int Mark, Style Style, string Text) StateOf(EngineSnapshot engine) => engine.State switch
    {
        SourceState.Running when IsReading(engine) => ('▶', StyleRole.Good, "reading"),
        SourceState.Running when engine.Packets == 0 => ('●', StyleRole.Warning, "waiting for packets"),
        SourceState.Running => ('●', StyleRole.Good, "live"),
        SourceState.Ended when engine.Progress > 0 => ('■', StyleRole.Muted, "read to the end"),
        SourceState.Ended => ('■', StyleRole.Muted, "stopped"),
        SourceState.Failed => ('✕', StyleRole.Alert, "failed"),
        _ => ('○', StyleRole.Muted, "nothing is captured"),
    };
}
