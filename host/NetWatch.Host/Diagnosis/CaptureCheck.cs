using System.Globalization;
using NetWatch.Host.Composition;
using NetWatch.PluginHost.Faults;
using NetWatch.Sdk.Capture;

namespace NetWatch.Host.Diagnosis;

/// <summary>Which capture sources there are and whether they can capture.</summary>
static class CaptureCheck
{
    internal const string Area = "capture";

    internal static IEnumerable<Finding> Run(Extensions extensions)
    {
        IReadOnlyList<ExtensionHandle<ICaptureSource>> sources = extensions.LoadCaptureSources(null);
        if (sources.Count == 0) yield return new Finding(Area, "sources", FindingState.Broken, "No capture plugin is installed.", "netwatch plugin list");
        foreach (ExtensionHandle<ICaptureSource> handle in sources)
        {
            if (handle.Active is { } source) yield return Check(handle, source);
        }
    }

    static Finding Check(ExtensionHandle<ICaptureSource> handle, ICaptureSource source)
    {
        string id = handle.Declaration.Id;
        try
        {
            CaptureAvailability availability = source.CheckAvailability();
            if (!availability.IsAvailable) return new Finding(Area, id, FindingState.Missing, availability.Reason, availability.Remedy);
            CaptureInterface[] up = [.. source.ListInterfaces().Where(static each => each.IsUp)];
            string names = up.Length == 0 ? "no interface is up" : string.Create(CultureInfo.InvariantCulture, $"{up.Length} up: {string.Join(", ", up.Take(8).Select(static each => each.Name))}{(up.Length > 8 ? ", …" : "")}");
            return new Finding(Area, id, FindingState.Good, $"{availability.Reason} Interfaces: {names}.");
        }
        catch (Exception error)
        {
            handle.Fault(error);
            return new Finding(Area, id, FindingState.Broken, $"It failed: {error.Message}", "Report it to the author of the plugin.");
        }
    }
}
