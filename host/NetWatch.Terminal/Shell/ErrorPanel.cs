using NetWatch.Sdk.Tabs;

namespace NetWatch.Terminal.Shell;

/// <summary>What is shown in the place of a tab that threw or was disabled: what, which plugin, and what the user can do.</summary>
static class ErrorPanel
{
    public static void Draw(Surface surface, TabHost host)
    {
        surface.Fill(StyleRole.Default);
        int width = Math.Min(surface.Width, 76);
        Surface panel = Panel.Draw(
            surface.Slice((surface.Width - width) / 2, Math.Max(0, surface.Height / 2 - 6), width, Math.Min(surface.Height, 13)),
            host.IsDisabled ? $"{host.Tab.Title} is disabled" : $"{host.Tab.Title} has stopped",
            host.IsDisabled ? StyleRole.Heading : StyleRole.Alert);
        int y = 0;
        y = Fact(panel, y, "What", host.Error is { } error ? $"{error.Type} in {host.Where}: {error.Message}" : "disabled by you", 4);
        y = Fact(panel, y, "Plugin", host.Tab.PluginId, 1);
        if (host.Error?.FirstFrame is { } frame) y = Fact(panel, y, "Where", frame, 2);
        y++;
        int x = 2;
        if (host.IsOut)
        {
            foreach (ReadOnlySpan<char> line in new WrappedText("It failed three times within a minute and stays out until netwatch is started again.", panel.Width - 4))
                panel.Write(2, y++, line, StyleRole.Warning);
        }
        else
        {
            x = Key(panel, x, y, "R", "retry");
        }

        if (!host.IsDisabled) Key(panel, x, y, "D", "disable");
        panel.Write(2, y + 1, "Capture and all other tabs go on.", StyleRole.Muted);
    }

    static int Fact(Surface panel, int y, ReadOnlySpan<char> name, ReadOnlySpan<char> text, int mostLines)
    {
        panel.Write(2, y, name, StyleRole.Muted);
        foreach (ReadOnlySpan<char> line in new WrappedText(text, panel.Width - 12))
        {
            if (mostLines-- == 0) break;
            panel.Write(10, y++, line);
        }

        return y;
    }

    static int Key(Surface panel, int x, int y, ReadOnlySpan<char> key, ReadOnlySpan<char> action)
    {
        x = panel.Write(x, y, key, StyleRole.Accent);
        return panel.Write(x + 1, y, action) + 3;
    }
}
