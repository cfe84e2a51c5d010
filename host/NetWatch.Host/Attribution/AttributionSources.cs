using NetWatch.Host.Composition;
using NetWatch.PluginHost.Declarations;
using NetWatch.PluginHost.Faults;
using NetWatch.Sdk.Attribution;

namespace NetWatch.Host.Attribution;

/// <summary>
/// The attribution sources, opened in one place and at one time: everything that needs privilege is open when this returns, and what must be
/// kept over a start without privileges is in <see cref="Descriptors"/>.
/// </summary>
sealed class AttributionSources : IDisposable
{
    internal AttributionSources(IReadOnlyList<OpenedSource> all) => All = all;

    /// <summary>All of them, best evidence first.</summary>
    internal IReadOnlyList<OpenedSource> All { get; }

    /// <summary>The descriptors that sessions need, by source.</summary>
    internal IEnumerable<(string Source, InheritedDescriptor Descriptor)> Descriptors =>
        All.SelectMany(static source => source.Session?.Descriptors.Select(each => (source.Id, each)) ?? []);

    /// <summary>The sessions that can do something.</summary>
    internal IEnumerable<(OpenedSource Source, T Session)> That<T>() where T : class
    {
        foreach (OpenedSource source in All)
        {
            if (source.Session is T session) yield return (source, session);
        }
    }

    internal static AttributionSources Open(Extensions extensions, TimeProvider time) =>
        Open(extensions.LoadAttributionSources(), new AttributionOptions { Time = time }, extensions.MakeAnother);

    internal static AttributionSources Open(
        IReadOnlyList<ExtensionHandle<IAttributionSource>> handles, AttributionOptions options, Func<ExtensionHandle<IAttributionSource>, IAttributionSource?>? another = null)
    {
        var opened = new List<OpenedSource>();
        // What costs more than the others is tried last, and only when nothing else reads the sockets.
        foreach (ExtensionHandle<IAttributionSource> handle in handles.OrderBy(static each => ((AttributionSourceDeclaration)each.Declaration).IsFallback))
        {
            var declaration = (AttributionSourceDeclaration)handle.Declaration;
            bool isNeeded = !declaration.IsFallback || !opened.Exists(static source => source.Session is ISocketTable);
            if (handle.Active is not { } source) continue;
            var opening = new SourceOpening(declaration, options, handle.Fault, handle.TakeOut, () => handle.IsActive, () => another?.Invoke(handle));
            opened.Add(opening.Open(source, isNeeded));
        }

        return new AttributionSources([.. opened.OrderByDescending(static source => source.Evidence)]);
    }

    public void Dispose()
    {
        foreach (OpenedSource source in All)
        {
            try
            {
                source.Session?.Dispose();
            }
            catch (Exception error)
            {
                source.Fault(error);
            }
        }
    }
}
