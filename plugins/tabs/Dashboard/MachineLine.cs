using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Tabs;
using NetWatch.Sdk.Tabs.Widgets;

namespace NetWatch.Plugins.Dashboard;

/// <summary>
/// The machine in one line: what its interface carries by the kernel's counters, captured or not, and whether gateway, DNS servers and named hosts
/// answer.
/// </summary>
static class MachineLine
{
    /// <summary>Draws it into the first row. Returns how many rows it took: none while nothing is known of the machine.</summary>
    internal static int Draw(Surface surface, TrafficSnapshot? traffic, NetworkConfigSnapshot? config, HealthSnapshot? health)
    {
        if (surface.Height < 18 || Choose(traffic, config) is not { } main) return 0;
        Span<char> buffer = stackalloc char[FlowText.MaxLength];
        int x = surface.Write(2, 0, main.Name.AsSpan(0, Math.Min(main.Name.Length, 16)), new Style(StyleRole.Default, TextAttributes.Bold));
        x = surface.Write(x + 1, 0, "↓ ", StyleRole.Muted);
        x = surface.Write(x, 0, Units.BitRate(main.BitsPerSecondReceived, buffer), StyleRole.Download);
        x = surface.Write(x + 1, 0, "↑ ", StyleRole.Muted);
        x = surface.Write(x, 0, Units.BitRate(main.BitsPerSecondSent, buffer), StyleRole.Upload);
        if (main.LinkSpeed > 0 && surface.Width >= 100)
        {
            x = surface.Write(x + 1, 0, "of", StyleRole.Muted);
            x = surface.Write(x + 1, 0, Units.BitRate(main.LinkSpeed, buffer), StyleRole.Muted);
        }

        long trouble = main.Received.Errors + main.Sent.Errors + main.Received.Dropped + main.Sent.Dropped;
        if (trouble > 0 && surface.Width >= 120)
        {
            x = surface.Write(x + 2, 0, Units.Count(trouble, buffer), StyleRole.Warning);
            x = surface.Write(x + 1, 0, "errors and drops", StyleRole.Muted);
        }

        if (health is not null) DrawHealth(surface, x + 3, health);
        return 1;
    }

    // As many as fit, the gateway first.
    static void DrawHealth(Surface surface, int x, HealthSnapshot health)
    {
        Span<char> buffer = stackalloc char[FlowText.MaxLength];
        foreach (HealthTarget target in health.Targets)
        {
            ReadOnlySpan<char> label = target.Role switch
            {
                HealthRole.Gateway => target.Address.IsIPv4 ? "gateway" : "gateway v6",
                HealthRole.Dns => "dns",
                _ => target.Name.AsSpan(0, Math.Min(target.Name?.Length ?? 0, 24)),
            };
            if (x + label.Length + 17 > surface.Width) return;
            Style state = target.Sent == 0 ? StyleRole.Muted : !target.IsReachable ? StyleRole.Alert : target.Loss > 0.05 ? StyleRole.Warning : StyleRole.Good;
            surface.Put(x, 0, target.Sent == 0 ? '◌' : target.IsReachable ? '●' : '✕', state);
            x = surface.Write(x + 2, 0, label, StyleRole.Muted);
            x = target.Median is { } median ? surface.Write(x + 1, 0, Units.Duration(median, buffer)) : surface.Write(x + 1, 0, "…", StyleRole.Muted);
            if (target.Loss > 0)
            {
                x = surface.Write(x + 1, 0, Units.Percent(target.Loss, buffer), state);
                x = surface.Write(x + 1, 0, "lost", StyleRole.Muted);
            }

            x += 3;
        }
    }

    /// <summary>The interface that leads out, else the busiest one.</summary>
    internal static InterfaceTraffic? Choose(TrafficSnapshot? traffic, NetworkConfigSnapshot? config)
    {
        if (traffic is null) return null;
        string leadsOut = (config?.DefaultRoute(isIPv4: true) ?? config?.DefaultRoute(isIPv4: false))?.Interface ?? "";
        InterfaceTraffic? busiest = null;
        foreach (InterfaceTraffic each in traffic.Interfaces)
        {
            if (each.Name == leadsOut) return each;
            if (each.Name != "lo" && (busiest is null || Total(each) > Total(busiest))) busiest = each;
        }

        return busiest;
    }

    static long Total(InterfaceTraffic each) => each.Received.Bytes + each.Sent.Bytes;
}
