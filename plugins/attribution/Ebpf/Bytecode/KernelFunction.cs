namespace NetWatch.Plugins.Ebpf.Bytecode;

/// <summary>Functions of the kernel that a program may call; the numbers are those of linux/bpf.h.</summary>
public enum KernelFunction
{
    MapLookup = 1,
    MapUpdate = 2,
    MapDelete = 3,
    MonotonicTime = 5,
    SocketCookie = 46,
    CurrentCgroupId = 80,
    ReadUser = 112,
    ReadKernel = 113,
    ReadKernelText = 115,
    NamespaceCookie = 122,
    BootTime = 125,
    SequenceWrite = 127,
    RingReserve = 131,
    RingSubmit = 132,
    RingDiscard = 133,
    CurrentTask = 158,
    SocketFromFile = 162,
    TaskRegisters = 175,
}
