using NetWatch.Plugins.Ebpf.Hooks;
using NetWatch.Plugins.Ebpf.Native;
using NetWatch.Sdk.Attribution;

namespace NetWatch.Plugins.Ebpf;

/// <summary>Names the process of every connection at the moment the kernel sees it, by programs that are made for the running kernel.</summary>
[AttributionSource("ebpf", Evidence = AttributionEvidence.Exact, Priority = 100)]
public sealed class EbpfSource : IAttributionSource
{
    /// <inheritdoc/>
    public AttributionStatus CheckAvailability()
    {
        if (!OperatingSystem.IsLinux()) return new(AttributionState.NotSupported, "Kernel events by eBPF exist on Linux only.");
        return Privilege.FindObstacle("/sys/kernel/btf/vmlinux", "/proc/self/status", "/proc/self/ns/pid", "netwatch")
            ?? new(AttributionState.Active, "The kernel tells of every socket as it is used.");
    }

    /// <inheritdoc/>
    public IAttributionSession Open(AttributionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!OperatingSystem.IsLinux()) throw new AttributionException(CheckAvailability());
        if (options.Inherited.Count > 0) return EbpfSession.TakeOver(options);
        AttributionStatus expected = CheckAvailability();
        if (!expected.IsUsable) throw new AttributionException(expected);
        try
        {
            return EbpfSession.Open(options);
        }
        catch (BpfException refusal)
        {
            throw new AttributionException(HookStatus.Of(refusal));
        }
        catch (InvalidDataException error)
        {
            throw new AttributionException(new AttributionStatus(AttributionState.NotSupported, $"The kernel's types can't be used: {error.Message}"));
        }
    }
}
