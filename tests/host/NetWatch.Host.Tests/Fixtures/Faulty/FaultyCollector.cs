using NetWatch.Sdk.Collection;
using NetWatch.Sdk.Plugins;
using NetWatch.Sdk.Snapshots;

namespace Fixtures.Faulty;

/// <summary>Works for three calls; then it does what <c>collectors.faulty.harm</c> says.</summary>
[Collector("faulty", typeof(FaultySnapshot), CadenceMilliseconds = 200, ReadsFiles = true, Settings = ["harm"])]
public sealed class FaultyCollector(IPluginContext plugin) : ICollector
{
    readonly string _harm = plugin.Settings?.Get("faulty", "harm") ?? "none";

    public ISnapshot? Collect(CollectionContext context)
    {
        if (context.Version <= 3) return new FaultySnapshot(context.Version, context.Now);
        switch (_harm)
        {
            case "throws": throw new InvalidDataException("as wanted");
            case "hangs": Thread.Sleep(Timeout.Infinite); break;
            case "spins": while (true) Thread.SpinWait(1000);
            case "pool":
                for (int i = 0; i < 5000; i++) ThreadPool.UnsafeQueueUserWorkItem(_ => Thread.Sleep(Timeout.Infinite), null);
                break;
            case "allocates":
                var own = new List<byte[]>();
                while (true) own.Add(new byte[1 << 20]);
            case "crumbs":
                object? chain = null;
                while (true) chain = new object?[] { chain };
        }

        return new FaultySnapshot(context.Version, context.Now);
    }
}
