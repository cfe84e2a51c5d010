using NetWatch.Plugins.Ebpf.Hooks;
using NetWatch.Plugins.Ebpf.Native;
using NetWatch.Plugins.Ebpf.Tracing;
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
        AttributionStatus? obstacle = Privilege.FindObstacle("/sys/kernel/btf/vmlinux", "/proc/self/status", "/proc/self/ns/pid", "netwatch");
        if (obstacle is { State: AttributionState.NotSupported } && Environment.IsPrivilegedProcess)
            return new(AttributionState.Limited, $"{obstacle.Reason} The kernel's trace may name outgoing TCP all the same.", obstacle.Remedy);
        return obstacle ?? new(AttributionState.Active, "The kernel tells of every socket as it is used.");
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
            return Trace(options, HookStatus.Of(refusal));
        }
        catch (InvalidDataException error)
        {
            return Trace(options, new AttributionStatus(AttributionState.NotSupported, $"The kernel's types can't be used: {error.Message}"));
        }
        catch (AttributionException refusal)
        {
            return Trace(options, refusal.Status);
        }
    }

    // Where no program is taken the trace buffer may still be had.
    static TracepointSession Trace(AttributionOptions options, AttributionStatus status) =>
        TracepointSession.TryOpen(options.Time) ?? throw new AttributionException(status);
}
