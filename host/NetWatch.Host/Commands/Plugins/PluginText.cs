using System.Globalization;
using NetWatch.PluginHost.Declarations;
using NetWatch.PluginHost.Discovery;
using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Plugins;

namespace NetWatch.Host.Commands.Plugins;

/// <summary>Words for what a plugin is and provides.</summary>
static class PluginText
{
    public static string Of(PluginOrigin origin) => origin switch
    {
        PluginOrigin.Bundled => "bundled",
        PluginOrigin.User => "user",
        _ => "dev",
    };

    public static string Of(PluginState state) => state switch
    {
        PluginState.Ready => "ready",
        PluginState.Rejected => "rejected",
        _ => "skipped",
    };

    public static string Of(Transports transports) => transports switch
    {
        Transports.Tcp => "TCP",
        Transports.Udp => "UDP",
        _ => "TCP, UDP",
    };

    public static string Of(PluginCapabilities capabilities) => capabilities == PluginCapabilities.None ? "nothing" : capabilities.ToString();

    /// <summary>The ids by kind on one line; the parts of a protocol stand behind it.</summary>
    public static string Provides(Plugin plugin)
    {
        var parts = new List<string>();
        foreach (IGrouping<string, ExtensionDeclaration> group in plugin.Extensions.GroupBy(each => each.Id))
            parts.Add($"{group.Key} ({string.Join(", ", group.Select(each => each.KindName).Distinct())})");
        return string.Join("; ", parts);
    }

    public static string Describe(ExtensionDeclaration extension) => extension switch
    {
        ClassifierDeclaration classifier => string.Create(CultureInfo.InvariantCulture,
            $"protocol {classifier.Id} ({classifier.Name}): {Of(classifier.Transports)}, {Ports(classifier)}, evidence {classifier.Evidence}, priority {classifier.Priority}, at most {classifier.MaxBytes} bytes"),
        CaptureSourceDeclaration source => string.Create(CultureInfo.InvariantCulture, $"capture source {source.Id}, priority {source.Priority}"),
        AttributionSourceDeclaration source => string.Create(CultureInfo.InvariantCulture,
            $"attribution source {source.Id}, evidence {source.Evidence.Word()}, priority {source.Priority}{(source.IsFallback ? ", fallback" : "")}"),
        ExporterDeclaration exporter => $"exporter {exporter.Id}, files *.{exporter.FileExtension}",
        CollectorDeclaration { Kind: ExtensionKind.Collector } collector => string.Create(CultureInfo.InvariantCulture,
            $"collector {collector.Id} every {collector.CadenceMilliseconds:N0} ms, publishes {collector.SnapshotName}{Settings(collector)}"),
        CollectorDeclaration collector => $"on-demand collector {collector.Id}, publishes {collector.SnapshotName}{Settings(collector)}",
        TabDeclaration tab => string.Create(CultureInfo.InvariantCulture, $"tab {tab.Id} (“{tab.Title}”), place {tab.Order}"),
        _ => $"{extension.KindName} of {extension.Id}",
    };

    static string Settings(CollectorDeclaration collector)
    {
        string[] all = [.. collector.Settings, .. collector.LiveSettings.Select(static setting => setting.Key)];
        return all.Length == 0 ? "" : $", settings {string.Join(" ", all)}";
    }

    static string Ports(ClassifierDeclaration classifier) => classifier.Ports.Count == 0 ? "any port" : $"ports {string.Join(" ", classifier.Ports)}";
}
