using System.Globalization;
using NetWatch.Sdk.Collection;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Host.Tests.Documentation;

[Collector("uptime", typeof(UptimeSnapshot), CadenceMilliseconds = 5000)]
public sealed class UptimeCollector : ICollector
{
    public ISnapshot? Collect(CollectionContext context)
    {
        string[] words = File.ReadAllText("/proc/uptime").Split(' ');
        if (double.TryParse(words[0], CultureInfo.InvariantCulture, out double seconds))
            return new UptimeSnapshot(context.Version, context.Now, TimeSpan.FromSeconds(seconds));
        context.Notice = "/proc/uptime is not what it used to be.";
        return null;
    }
}
