using System.Collections.Immutable;
using NetWatch.Sdk.Collection;
using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Tabs;
using NetWatch.Sdk.Tabs.Widgets;

namespace NetWatch.Terminal.Shell;

/// <summary>
/// The line at the bottom. On the right what must not be missed and therefore gets its room first: paused, faults, every counter
/// of loss that is not zero. On the left the source, the rates and the totals, as far as they fit.
/// </summary>
static class StatusLine
{
    /// <summary>Paints the line. <paramref name="message"/> is the answer to the last key, shown for a moment.</summary>
    public static void Draw(Surface row, EngineSnapshot? engine, bool isPaused, int faults, ReadOnlySpan<char> message, CollectorsSnapshot? collectors = null, DateTimeOffset now = default)
    {
        row.Fill(StyleRole.Bar);
        int right = row.Width - 1;
        if (isPaused) right = Badge(row, right, " PAUSED ", new Style(StyleRole.Warning, TextAttributes.Reverse | TextAttributes.Bold));
        if (faults > 0) right = Faults(row, right, faults);
        if (collectors is not null) right = Behind(row, right, collectors, now);
        if (!message.IsEmpty) right = Badge(row, right, message, StyleRole.Accent);
        right = Losses(row, right, engine?.Drops ?? []);
        Facts(row.Slice(0, 0, right, 1), engine);
    }

    static int Badge(Surface row, int right, ReadOnlySpan<char> text, Style style)
    {
        int x = right - CellWidth.Of(text);
        if (x < 0) return right;
        row.Write(x, 0, text, style);
        return x - 2;
    }

    static int Faults(Surface row, int right, int faults)
    {
        var text = new TextBuilder(stackalloc char[32]);
        text.AppendCount(faults);
        text.Append(faults == 1 ? " fault" : " faults");
        return Badge(row, right, text.Text, StyleRole.Alert);
    }

    // The first that is behind by name and since when; how many more there are.
    static int Behind(Surface row, int right, CollectorsSnapshot collectors, DateTimeOffset now)
    {
        CollectorStatus? worst = null;
        int more = -1;
        foreach (CollectorStatus status in collectors.Collectors)
        {
            if (!status.IsBehind) continue;
            more++;
            if (worst is null || status.State > worst.State) worst = status;
        }

        if (worst is null) return right;
        Span<char> span = stackalloc char[Units.MaxLength];
        var text = new TextBuilder(stackalloc char[96]);
        text.Append(worst.Id.AsSpan(0, Math.Min(worst.Id.Length, 16)));
        text.Append(Word(worst.State));
        text.Append(Units.Duration(now - worst.Since, span));
        if (more > 0)
        {
            text.Append(" +");
            text.AppendCount(more);
        }

        return Badge(row, right, text.Text, worst.State is CollectorState.Stalled or CollectorState.Out ? StyleRole.Alert : StyleRole.Warning);
    }

    static ReadOnlySpan<char> Word(CollectorState state) => state switch
    {
        CollectorState.Stale => " stale ",
        CollectorState.Stalled => " stalled ",
        CollectorState.Failing => " failing ",
        _ => " out ",
    };

    static int Losses(Surface row, int right, ImmutableArray<DropCounter> drops)
    {
        // The source and its state keep a third of the line; counters that do not fit are counted and one key away.
        int limit = row.Width / 3, hidden = 0, shown = 0;
        var text = new TextBuilder(stackalloc char[64]);
        for (int i = drops.IsDefault ? -1 : drops.Length - 1; i >= 0; i--)
        {
            DropCounter drop = drops[i];
            // An ordinary ceiling, such as the viewer's ring, is no loss.
            if (drop.Count == 0 || drop.IsOrdinary) continue;
            text = text.Clear();
            text.Append(drop.Name);
            text.Append(" ");
            text.AppendCount(drop.Count);
            if (right - CellWidth.Of(text.Text) - 12 < limit)
            {
                hidden++;
                continue;
            }

            right = Badge(row, right, text.Text, StyleRole.Alert);
            shown++;
        }

        if (hidden > 0)
        {
            text = text.Clear();
            text.AppendCount(hidden);
            text.Append(shown > 0 ? " more !" : " losses !");
            return Badge(row, right, text.Text, StyleRole.Alert);
        }

        return shown > 0 ? Badge(row, right + 1, "lost", StyleRole.Alert) : Badge(row, right, "0 lost", StyleRole.Muted);
    }

    static void Facts(Surface row, EngineSnapshot? engine)
    {
        if (engine is null)
        {
            row.Write(1, 0, "starting …", StyleRole.Muted);
            return;
        }

        int x = State(row, engine);
        ReadOnlySpan<char> source = engine.Source.Length == 0 ? "no source" : engine.Source;
        int room = Math.Min(CellWidth.Of(source), Math.Max(8, row.Width / 3));
        row.WriteField(x, 0, room, source, new Style(StyleRole.Default, TextAttributes.Bold));
        x += room + 1;
        var text = new TextBuilder(stackalloc char[48]);
        if (engine.State == SourceState.Running && engine.Progress is > 0 and < 1)
        {
            text.AppendCount((long)(engine.Progress * 100));
            text.Append(" %");
            x = Fact(row, x, text.Text, StyleRole.Accent);
            text = text.Clear();
        }

        text.AppendCount((long)Math.Clamp(engine.PacketsPerSecond, 0, 1e15));
        text.Append(" pkt/s");
        x = Fact(row, x, text.Text, StyleRole.Default);
        text = text.Clear();
        text.AppendScaled(engine.BitsPerSecond);
        text.Append("bit/s");
        x = Fact(row, x, text.Text, StyleRole.Default);
        text = text.Clear();
        text.AppendCount(engine.Packets);
        text.Append(" packets");
        x = Fact(row, x, text.Text, StyleRole.Muted);
        text = text.Clear();
        text.AppendScaled(engine.Bytes);
        text.Append("B");
        x = Fact(row, x, text.Text, StyleRole.Muted);
        text = text.Clear();
        text.AppendCount(engine.FlowsActive);
        text.Append(" of ");
        text.AppendCount(engine.FlowsSeen);
        text.Append(" flows");
        Fact(row, x, text.Text, StyleRole.Muted);
    }

    static int State(Surface row, EngineSnapshot engine)
    {
        (int mark, StyleRole role) = engine.State switch
        {
            SourceState.Running => ('●', StyleRole.Good),
            SourceState.Failed => ('✗', StyleRole.Alert),
            SourceState.Ended => ('■', StyleRole.Muted),
            _ => ('○', StyleRole.Muted),
        };
        row.Put(1, 0, mark, role);
        return 3;
    }

    // A fact that does not fit whole is left out, and so is all that comes after it.
    static int Fact(Surface row, int x, ReadOnlySpan<char> text, StyleRole role)
    {
        int width = CellWidth.Of(text);
        if (x + 1 + width > row.Width) return row.Width;
        row.Write(x + 1, 0, text, role);
        return x + 1 + width + 1;
    }
}
