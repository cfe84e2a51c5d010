using NetWatch.Sdk.Tabs;

namespace NetWatch.Terminal.Shell;

/// <summary>A sentence of the source above the status line, in as many lines as it needs up to a fifth of the screen.</summary>
static class NoticeBanner
{
    const int Indent = 3;

    /// <summary>How many rows it takes.</summary>
    public static int Height(string? notice, int width, int screenHeight) =>
        string.IsNullOrWhiteSpace(notice) ? 0 : Math.Min(WrappedText.CountLines(notice, width - Indent - 1), Math.Max(1, screenHeight / 5));

    public static void Draw(Surface surface, string notice, bool isFailure)
    {
        StyleRole role = isFailure ? StyleRole.Alert : StyleRole.Warning;
        surface.Fill(StyleRole.Bar);
        surface.Put(1, 0, isFailure ? '✗' : '▲', role);
        var lines = new WrappedText(notice, surface.Width - Indent - 1);
        for (int y = 0; y < surface.Height && lines.MoveNext(); y++)
        {
            surface.Write(Indent, y, lines.Current, role);
            if (y < surface.Height - 1 || lines.Rest.IsEmpty) continue;
            ReadOnlySpan<char> more = " … ! shows all";
            surface.Write(Math.Max(Indent, surface.Width - more.Length - 1), y, more, StyleRole.Accent);
        }
    }
}
