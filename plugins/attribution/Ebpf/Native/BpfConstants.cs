namespace NetWatch.Plugins.Ebpf.Native;

/// <summary>Numbers of the kernel's interface: bpf(2), linux/bpf.h.</summary>
internal static class BpfConstants
{
    internal const int MapCreate = 0;
    internal const int MapLookup = 1;
    internal const int ProgramLoad = 5;
    internal const int RawTracepointOpen = 17;
    internal const int LinkCreate = 28;
    internal const int IteratorCreate = 33;

    internal const int MapArray = 2;
    internal const int MapLruHash = 9;
    internal const int MapRing = 27;

    internal const int ProgramKprobe = 2;
    internal const int ProgramCgroupSocket = 9;
    internal const int ProgramSocketOperations = 13;
    internal const int ProgramSocketAddress = 18;
    internal const int ProgramTracing = 26;

    internal const int AttachSocketOperations = 3;
    internal const int AttachSendMessage4 = 14;
    internal const int AttachSendMessage6 = 15;
    internal const int AttachReceiveMessage4 = 19;
    internal const int AttachReceiveMessage6 = 20;
    internal const int AttachRawTracepoint = 23;
    internal const int AttachIterator = 28;
    internal const int AttachSocketRelease = 34;

    internal const int NotPermitted = 1;
    internal const int NoEntry = 2;
    internal const int Interrupted = 4;
    internal const int AccessDenied = 13;
    internal const int InvalidArgument = 22;
    internal const int NoSuchCall = 38;
}
