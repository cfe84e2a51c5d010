using NetWatch.Plugins.Ebpf.Bytecode;

namespace NetWatch.Plugins.Ebpf.Btf;

/// <summary>Where the fields lie that the programs read, in bytes. All of them are there, or the layout can't be made.</summary>
internal sealed class KernelLayout
{
    readonly KernelTypes _types;

    internal KernelLayout(KernelTypes types)
    {
        _types = types;
        TaskThreadGroup = Of("task_struct", "tgid");
        TaskThread = Of("task_struct", "pid");
        TaskLeader = Of("task_struct", "group_leader");
        TaskParent = Of("task_struct", "real_parent");
        TaskStart = Of("task_struct", "start_boottime");
        TaskName = Of("task_struct", "comm");
        TaskCredentials = Of("task_struct", "cred");
        TaskMemory = Of("task_struct", "mm");
        CredentialsUser = Of("cred", "euid");
        MemoryArguments = Of("mm_struct", "arg_start");
        MemoryArgumentsEnd = Of("mm_struct", "arg_end");
        BinaryFile = Of("linux_binprm", "filename");
        Common = Of("sock", "__sk_common");
        SocketProtocol = Of("sock", "sk_protocol");
        Family = Of("sock_common", "skc_family");
        State = Of("sock_common", "skc_state");
        LocalAddress4 = Of("sock_common", "skc_rcv_saddr");
        RemoteAddress4 = Of("sock_common", "skc_daddr");
        LocalAddress6 = Of("sock_common", "skc_v6_rcv_saddr");
        RemoteAddress6 = Of("sock_common", "skc_v6_daddr");
        LocalPort = Of("sock_common", "skc_num");
        RemotePort = Of("sock_common", "skc_dport");
        Namespace = Of("sock_common", "skc_net");
        NamespaceCookie = Of("net", "net_cookie");
        FileInode = Of("file", "f_inode");
        InodeNumber = Of("inode", "i_ino");
        SequenceMeta = Of("bpf_iter_meta", "seq");
        RunningSystemCall = SystemCall.Field is { } field ? types.OffsetOf("pt_regs", field) : -1;
    }

    internal int TaskThreadGroup { get; }
    internal int TaskThread { get; }
    internal int TaskLeader { get; }
    internal int TaskParent { get; }
    internal int TaskStart { get; }
    internal int TaskName { get; }
    internal int TaskCredentials { get; }
    internal int TaskMemory { get; }
    internal int CredentialsUser { get; }
    internal int MemoryArguments { get; }
    internal int MemoryArgumentsEnd { get; }
    internal int BinaryFile { get; }
    internal int Common { get; }
    internal int SocketProtocol { get; }
    internal int Family { get; }
    internal int State { get; }
    internal int LocalAddress4 { get; }
    internal int RemoteAddress4 { get; }
    internal int LocalAddress6 { get; }
    internal int RemoteAddress6 { get; }
    internal int LocalPort { get; }
    internal int RemotePort { get; }
    internal int Namespace { get; }
    internal int NamespaceCookie { get; }
    internal int FileInode { get; }
    internal int InodeNumber { get; }
    internal int SequenceMeta { get; }

    /// <summary>In struct pt_regs; -1 where it is not known.</summary>
    internal int RunningSystemCall { get; }

    int Of(string structure, string field) => _types.OffsetOf(structure, field) is >= 0 and var offset
        ? offset
        : throw new InvalidDataException($"This kernel has no {structure}.{field}.");
}
