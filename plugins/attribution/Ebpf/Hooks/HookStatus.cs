using NetWatch.Plugins.Ebpf.Native;
using NetWatch.Sdk.Attribution;

namespace NetWatch.Plugins.Ebpf.Hooks;

/// <summary>Says how kernel events stand, by which programs are in place.</summary>
internal static class HookStatus
{
    internal const string Full = "sock_ops + cgroup + tp_btf", TracingOnly = "tp_btf";

    /// <summary>The status of hooks that are open.</summary>
    internal static AttributionStatus Of(KernelHooks hooks)
    {
        bool transfers = hooks.Has("sock_send_length") && hooks.Has("sock_recv_length");
        bool connects = hooks.Has("connect"), datagrams = hooks.Has("sendmsg4") && hooks.Has("sendmsg6");
        string why = hooks.Refusals.Count > 0 ? $" ({hooks.Refusals[0].Message})" : "";
        if (transfers && connects && datagrams)
            return new(AttributionState.Active, "The kernel tells of every socket as it is used.") { Backend = Full };
        if (transfers && hooks.Has("kprobe"))
        {
            return new(AttributionState.Limited, $"UDP without a peer is not seen{why}.", "sudo netwatch") { Backend = "kprobe + tp_btf" };
        }

        if (transfers)
        {
            return new(AttributionState.Limited, $"Refused connections and UDP without a peer are not seen{why}.",
                "sudo netwatch") { Backend = TracingOnly };
        }

        if (connects || hooks.Has("kprobe"))
        {
            return new(AttributionState.Limited, $"Accepted connections are not seen: this kernel has no sock_send_length tracepoint, which came with Linux 6.3{why}.",
                "Use Linux 6.3 or newer.") { Backend = connects ? "sock_ops + cgroup" : "kprobe" };
        }

        return new(AttributionState.Unavailable, $"The kernel takes none of the programs{why}.", "netwatch doctor");
    }

    /// <summary>The status after the kernel has refused what everything needs.</summary>
    internal static AttributionStatus Of(BpfException refusal) => refusal.Error switch
    {
        BpfConstants.NotPermitted or BpfConstants.AccessDenied => new(AttributionState.Unavailable,
            $"The kernel does not permit it: {refusal.Message}.", "sudo netwatch; where that is refused too, a lockdown or a security module forbids bpf(2)"),
        BpfConstants.NoSuchCall => new(AttributionState.NotSupported, "This kernel has no bpf(2)."),
        _ => new(AttributionState.Unavailable, $"The kernel refuses: {refusal.Message}."),
    };
}
