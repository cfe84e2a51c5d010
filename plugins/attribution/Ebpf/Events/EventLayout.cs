namespace NetWatch.Plugins.Ebpf.Events;

/// <summary>Where the fields of an event lie in the ring. Programs and reader agree on it; numbers are in the machine's order.</summary>
internal static class EventLayout
{
    internal const int Kind = 0;
    internal const int Pid = 4;
    internal const int Time = 8;
    internal const int ProcessStart = 16;
    internal const int ParentPid = 24;
    internal const int User = 28;
    internal const int Name = 32;
    internal const int NameBytes = 16;
    internal const int Cgroup = 48;

    // Of sockets.
    internal const int Cookie = 56;
    internal const int Namespace = 64;
    internal const int Family = 72;
    internal const int LocalPort = 74;

    /// <summary>In network order.</summary>
    internal const int RemotePort = 76;
    internal const int Protocol = 78;
    internal const int LocalAddress = 80;
    internal const int RemoteAddress = 96;
    internal const int SocketBytes = 112;

    // Of fork: who the parent is.
    internal const int ParentStart = 56;
    internal const int ForkBytes = 64;

    // Of exec.
    internal const int FileLength = 56;
    internal const int ArgumentsLength = 60;
    internal const int File = 64;
    internal const int FileBytes = 256;
    internal const int Arguments = File + FileBytes;
    internal const int ArgumentsBytes = 512;
    internal const int ExecBytes = Arguments + ArgumentsBytes;

    // Of what the iterator writes.
    internal const int HolderInode = 0;
    internal const int HolderPid = 8;
    internal const int HolderStart = 16;
    internal const int HolderBytes = 24;
}
