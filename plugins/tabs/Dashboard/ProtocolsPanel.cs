using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Tabs;
using NetWatch.Sdk.Tabs.Widgets;

namespace NetWatch.Plugins.Dashboard;

/// <summary>What each protocol has of the traffic, largest first; what does not fit is summed up in the last row.</summary>
static class ProtocolsPanel
{
    internal static void Draw(Surface surface, EngineSnapshot engine)
    {
        ReadOnlySpan<ProtocolShare> shares = engine.Protocols.AsSpan();
        Surface body = Panel.Draw(surface, "Protocols", surface.Width >= 40 ? "by bytes" : "");
        if (shares.IsEmpty)
        {
            body.Write(1, 0, "none yet", StyleRole.Muted);
            return;
        }

        double total = 0;
        foreach (ProtocolShare share in shares) total += share.Bytes;
        int rows = shares.Length <= body.Height ? shares.Length : body.Height - 1;
        for (int i = 0; i < rows; i++)
            DrawShare(body.Slice(1, i, body.Width - 1, 1), shares[i], total, FlowText.ProtocolStyle(shares[i].Protocol));
        if (rows < shares.Length && rows >= 0) DrawRest(body.Slice(1, rows, body.Width - 1, 1), shares[rows..], total);
    }

    static void DrawRest(Surface row, ReadOnlySpan<ProtocolShare> rest, double total)
    {
        Span<char> name = stackalloc char[Units.MaxLength + 8];
        int length = Units.Count(rest.Length, name).Length;
        " more".CopyTo(name[length..]);
        long flows = 0, bytes = 0;
        foreach (ProtocolShare share in rest)
        {
            flows += share.Flows;
            bytes += share.Bytes;
        }

        DrawRow(row, name[..(length + 5)], flows, bytes, total, StyleRole.Muted);
    }

    static void DrawShare(Surface row, in ProtocolShare share, double total, Style style) =>
        DrawRow(row, share.Protocol.AsSpan(0, Math.Min(share.Protocol.Length, 64)), share.Flows, share.Bytes, total, style);

    static void DrawRow(Surface row, ReadOnlySpan<char> name, long flows, long bytes, double total, Style style)
    {
        Span<char> buffer = stackalloc char[Units.MaxLength];
        double fraction = total > 0 ? bytes / total : 0;
        int figures = row.Width >= 56 ? 26 : 14;
        row.WriteField(0, 0, 10, name, style);
        int bar = row.Width - 11 - figures;
        if (bar > 3) Gauge.Draw(row.Slice(11, 0, bar, 1), fraction, style);
        int x = row.Width - figures;
        row.WriteField(x, 0, 5, Units.Percent(fraction, buffer), default, alignRight: true);
        row.WriteField(x + 6, 0, 8, Units.Bytes(bytes, buffer), StyleRole.Muted, alignRight: true);
        if (figures < 26) return;
        row.WriteField(x + 15, 0, 5, Units.ShortCount(flows, buffer), StyleRole.Muted, alignRight: true);
        row.Write(x + 21, 0, flows == 1 ? "flow" : "flows", StyleRole.Muted);
    }
}
