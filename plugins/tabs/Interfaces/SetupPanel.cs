using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Tabs;
using NetWatch.Sdk.Tabs.Widgets;

namespace NetWatch.Plugins.Interfaces;

/// <summary>How the selected interface and the machine are set up.</summary>
static class SetupPanel
{
    const int LabelWidth = 9;

    internal static void Draw(Surface surface, NetworkConfigSnapshot? config, string name)
    {
        Surface body = Panel.Draw(surface, "Set-up", config is null ? "" : config.Hostname.AsSpan(0, Math.Min(config.Hostname.Length, 32)));
        Surface lines = body.Slice(1, 0, body.Width - 1, body.Height);
        if (config is null)
        {
            lines.Write(0, 0, "not known yet", StyleRole.Muted);
            return;
        }

        Span<char> buffer = stackalloc char[FlowText.MaxLength];
        int y = 0;
        foreach (InterfaceConfig each in config.Interfaces)
        {
            if (each.Name != name) continue;
            foreach (ref readonly InterfaceAddress address in each.Addresses.AsSpan()) Line(lines, ref y, "address", AddressText.Prefix(address, buffer));
            if (each.HardwareAddress.Length > 0) Line(lines, ref y, "hardware", each.HardwareAddress);
        }

        foreach (Route route in config.Routes)
        {
            if (route.IsDefault && !route.Gateway.IsNone) Line(lines, ref y, "gateway", Via(route, buffer));
        }

        foreach (ref readonly DnsServer server in config.DnsServers.AsSpan()) Line(lines, ref y, "dns", AddressText.Plain(server.Address, buffer));
        foreach (string domain in config.SearchDomains) Line(lines, ref y, "search", domain.AsSpan(0, Math.Min(domain.Length, 64)));
        foreach (Route route in config.Routes)
        {
            if (!route.IsDefault && route.Interface == name) Line(lines, ref y, "route", Network(route, buffer));
        }
    }

    static void Line(Surface lines, ref int y, string label, ReadOnlySpan<char> text)
    {
        lines.WriteField(0, y, LabelWidth, label, StyleRole.Muted);
        lines.WriteField(LabelWidth + 1, y, lines.Width - LabelWidth - 1, text);
        y++;
    }

    static ReadOnlySpan<char> Via(Route route, Span<char> buffer)
    {
        int length = AddressText.Plain(route.Gateway, buffer).Length;
        " on ".CopyTo(buffer[length..]);
        ReadOnlySpan<char> name = route.Interface.AsSpan(0, Math.Min(route.Interface.Length, 32));
        name.CopyTo(buffer[(length + 4)..]);
        return buffer[..(length + 4 + name.Length)];
    }

    static ReadOnlySpan<char> Network(Route route, Span<char> buffer)
    {
        int length = AddressText.Prefix(route.Destination, route.PrefixLength, buffer).Length;
        if (route.Gateway.IsNone) return buffer[..length];
        " via ".CopyTo(buffer[length..]);
        int more = AddressText.Plain(route.Gateway, buffer[(length + 5)..]).Length;
        return buffer[..(length + 5 + more)];
    }
}
