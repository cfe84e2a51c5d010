using NetWatch.PluginHost.Faults;
using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Packets;

namespace NetWatch.Host.Attribution;

/// <summary>What finds processes in frames, with its faults kept from the packet thread.</summary>
sealed class GuardedFrameOwners(ExtensionHandle<IAttributionSource> handle, IFrameOwners owners) : IFrameOwners
{
    public LinkType LinkType { get; } = owners.LinkType;

    public bool TryGetOwner(ReadOnlySpan<byte> frame, out FrameOwner owner)
    {
        owner = default;
        if (!handle.IsActive) return false;
        try
        {
            return owners.TryGetOwner(frame, out owner);
        }
        catch (Exception error)
        {
            handle.Fault(error);
            return false;
        }
    }
}
