using Microsoft.Win32.SafeHandles;
using NetWatch.Plugins.Ebpf.Btf;
using NetWatch.Plugins.Ebpf.Native;
using NetWatch.Plugins.Ebpf.Programs;

namespace NetWatch.Plugins.Ebpf.Hooks;

/// <summary>
/// The programs of this kernel, loaded and attached as far as it allows. Programs live as long as the descriptors of their links, so nothing
/// is left behind, however the process ends.
/// </summary>
internal sealed class KernelHooks : IDisposable
{
    const string TypesPath = "/sys/kernel/btf/vmlinux";

    const int CloseOnExec = 0x80000;

    readonly Dictionary<string, SafeFileHandle> _links = new(StringComparer.Ordinal);
    readonly List<BpfException> _refusals = [];
    readonly KernelTypes _types;
    readonly KernelLayout _layout;
    readonly Maps _maps;

    KernelHooks(KernelTypes types, int ringBytes)
    {
        _types = types;
        _layout = new KernelLayout(types);
        _maps = new Maps(ringBytes);
    }

    internal SafeFileHandle Ring => _maps.Ring;

    internal SafeFileHandle Lost => _maps.Lost;

    /// <summary>The links by name; they must stay open.</summary>
    internal IReadOnlyDictionary<string, SafeFileHandle> Links => _links;

    /// <summary>What the kernel refused, in the order in which it was tried.</summary>
    internal IReadOnlyList<BpfException> Refusals => _refusals;

    /// <summary>Loads and attaches everything that can be. Throws <see cref="BpfException"/> when not even the memory can be had.</summary>
    internal static KernelHooks Open(int ringBytes)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(TypesPath);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BpfException($"read the kernel's types in {TypesPath}", BpfConstants.NoEntry);
        }

        var hooks = new KernelHooks(KernelTypes.Parse(bytes), ringBytes);
        // Processes first: what begins before the sockets are watched is then known when a socket is.
        hooks.Trace("sched_process_fork", ProcessPrograms.Fork);
        hooks.Trace("sched_process_exec", ProcessPrograms.Exec);
        hooks.AttachToCgroup();
        // Kernels before pids were to be had in sock_ops, and where control groups are out of reach.
        if (!hooks.Has("connect")) hooks.Probe();
        hooks.Trace("sock_send_length", (id, layout, maps) => TransferProgram.Make("sock_send_length", id, layout, maps));
        hooks.Trace("sock_recv_length", (id, layout, maps) => TransferProgram.Make("sock_recv_length", id, layout, maps));
        hooks.LinkHolders();
        return hooks;
    }

    /// <summary>Whether a hook is in place.</summary>
    internal bool Has(string name) => _links.ContainsKey(name);

    void AttachToCgroup()
    {
        using SafeFileHandle? cgroup = OpenCgroup();
        if (cgroup is null)
        {
            _refusals.Add(new BpfException("open the unified control groups", BpfConstants.NoEntry));
            return;
        }

        Attach("connect", cgroup, ConnectProgram.Make(_layout, _maps));
        Attach("release", cgroup, ReleaseProgram.Make(_layout, _maps, seesSystemCall: true));
        if (!Has("release")) Attach("release", cgroup, ReleaseProgram.Make(_layout, _maps, seesSystemCall: false));
        foreach (int type in (ReadOnlySpan<int>)[BpfConstants.AttachSendMessage4, BpfConstants.AttachSendMessage6, BpfConstants.AttachReceiveMessage4, BpfConstants.AttachReceiveMessage6])
        {
            ProgramSpecification program = DatagramProgram.Make(type, _layout, _maps);
            Attach(program.Name[3..], cgroup, program);
        }
    }

    // Inside a network namespace of ip-netns(8), and in many containers, the hierarchy is not mounted.
    static SafeFileHandle? OpenCgroup()
    {
        if (CgroupMount.FindHere() is not { } mount) return DetachedMount.TryOpen("cgroup2");
        // A folder, which the framework does not open.
        SafeFileHandle folder = Libc.Open(mount, CloseOnExec);
        if (!folder.IsInvalid) return folder;
        folder.Dispose();
        return DetachedMount.TryOpen("cgroup2");
    }

    void Attach(string name, SafeFileHandle cgroup, ProgramSpecification specification) => Try(name, () =>
    {
        using SafeFileHandle program = Bpf.LoadProgram(specification);
        return Bpf.AttachToCgroup(program, cgroup, specification.AttachType);
    });

    void Trace(string tracepoint, Func<int, KernelLayout, Maps, ProgramSpecification> make) => Try(tracepoint, () =>
    {
        int id = _types.TracepointId(tracepoint);
        if (id < 0) throw new BpfException($"find the tracepoint {tracepoint}", BpfConstants.NoEntry);
        using SafeFileHandle program = Bpf.LoadProgram(make(id, _layout, _maps));
        return Bpf.AttachToTracepoint(program);
    });

    void Probe() => Try("kprobe", () =>
    {
        using SafeFileHandle program = Bpf.LoadProgram(KprobeProgram.Make(_layout, _maps));
        return PerfEvent.AttachToFunction(program, KprobeProgram.Function);
    });

    void LinkHolders() => Try("holders", () =>
    {
        int id = _types.FunctionId("bpf_iter_task_file");
        if (id < 0) throw new BpfException("find the iterator over open files", BpfConstants.NoEntry);
        using SafeFileHandle program = Bpf.LoadProgram(HolderProgram.Make(id, _layout));
        return Bpf.LinkIterator(program);
    });

    void Try(string name, Func<SafeFileHandle> open)
    {
        try
        {
            _links[name] = open();
        }
        catch (BpfException refusal)
        {
            _refusals.Add(refusal);
        }
    }

    public void Dispose()
    {
        foreach (SafeFileHandle link in _links.Values) link.Dispose();
        _maps.Dispose();
    }
}
