namespace NetWatch.Plugins.Ebpf.Events;

/// <summary>Where the fields of an event lie in the ring. Programs and reader agree on it; numbers are in the machine's order.</summary>
public static class EventLayout
{
    public const int Kind = 0;
    public const int Pid = 4;
    public const int Time = 8;
    public const int ProcessStart = 16;
    public const int ParentPid = 24;
    public const int User = 28;
    public const int Name = 32;
    public const int NameBytes = 16;
    public const int Cgroup = 48;

    // Of sockets.
    public const int Cookie = 56;
    public const int Namespace = 64;
    public const int Family = 72;
    public const int LocalPort = 74;

    /// <summary>In network order.</summary>
    public const int RemotePort = 76;
    public const int Protocol = 78;
    public const int LocalAddress = 80;
    public const int RemoteAddress = 96;

    /// <summary>Of a release, inherited or not: when the connection was made, in nanoseconds since boot. Of the others anything.</summary>
    public const int AcceptedAt = 112;
    public const int SocketBytes = 120;

    // Of fork: who the parent is.
    public const int ParentStart = 56;
    public const int ForkBytes = 64;

    // Of exec.
    public const int FileLength = 56;
    public const int ArgumentsLength = 60;
    public const int File = 64;
    public const int FileBytes = 256;
    public const int Arguments = File + FileBytes;
    public const int ArgumentsBytes = 512;
    public const int ExecBytes = Arguments + ArgumentsBytes;

    // Of what the iterator writes.
    public const int HolderInode = 0;
    public const int HolderPid = 8;
    public const int HolderStart = 16;
    public const int HolderBytes = 24;
}
