using NetWatch.Host.Composition;
using NetWatch.PluginHost.Faults;
using NetWatch.Sdk.Attribution;

namespace NetWatch.Host.Attribution;

/// <summary>Opens what finds processes in the frames of a capture, once the first frame of such a kind has come.</summary>
static class FrameSources
{
    internal static IFrameOwners? Open(Extensions extensions, TimeProvider time)
    {
        foreach (ExtensionHandle<IAttributionSource> handle in extensions.LoadFrameSources())
        {
            if (handle.Active is not { } source) continue;
            try
            {
                // Nothing is open in such a session; it lives as long as the pipeline.
                if (source.Open(new AttributionOptions { Time = time }) is IFrameOwners owners) return new GuardedFrameOwners(handle, owners);
            }
            catch (AttributionException)
            {
                // It can't be had here; the flows go without.
            }
            catch (Exception error)
            {
                handle.Fault(error);
            }
        }

        return null;
    }
}
