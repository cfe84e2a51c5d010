using NetWatch.Host.Composition;
using NetWatch.Host.Configuration;
using NetWatch.PluginHost.Declarations;
using NetWatch.PluginHost.Faults;
using NetWatch.Sdk.Collection;

namespace NetWatch.Host.Collection;

/// <summary>The collectors of the plugins, as the scheduler wants them.</summary>
static class Collectors
{
    /// <summary>Those that shall run.</summary>
    /// <param name="extensions">The plugins.</param>
    /// <param name="settings">What the user has set.</param>
    /// <param name="isFile">Whether capture files are shown: then those that look at this machine have nothing to say.</param>
    internal static IEnumerable<CollectorCandidate> Of(Extensions extensions, Settings settings, bool isFile)
    {
        foreach (ExtensionHandle<ICollector> handle in extensions.LoadCollectors())
        {
            var declaration = (CollectorDeclaration)handle.Declaration;
            if (isFile && !declaration.ReadsFiles) continue;
            bool isFirst = true;
            yield return new CollectorCandidate(declaration.Id, handle.Plugin.Id, declaration.SnapshotName,
                settings.Cadence(declaration.Id) ?? TimeSpan.FromMilliseconds(declaration.CadenceMilliseconds))
            {
                IsOff = settings.IsOff(declaration.Id),
                IsActive = () => handle.IsActive,
                Report = error => handle.Fault(error),
                TakeOut = handle.TakeOut,
                Create = () =>
                {
                    ICollector? collector = isFirst ? handle.Active : extensions.MakeAnother(handle);
                    isFirst = false;
                    return collector;
                },
            };
        }
    }
}
