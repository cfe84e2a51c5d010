using NetWatch.Plugins.Ebpf.Btf;
using NetWatch.Plugins.Ebpf.Bytecode;
using NetWatch.Plugins.Ebpf.Events;
using NetWatch.Plugins.Ebpf.Native;

namespace NetWatch.Plugins.Ebpf.Programs;

/// <summary>
/// An iterator over the open files of all processes that writes inode and process of the sockets among them. Its link is opened at start and
/// works without any privilege later, where links under /proc are refused.
/// </summary>
internal static class HolderProgram
{
    // struct bpf_iter__task_file.
    const int Meta = 0, Task = 8, File = 24;

    const int Record = -EventLayout.HolderBytes;

    internal static ProgramSpecification Make(int functionId, KernelLayout layout)
    {
        var code = new ProgramBuilder();
        Label end = new();
        code.Move(Register.R6, Register.R1)
            .Load(Width.Double, Register.R7, Register.R6, Task).JumpIf(Register.R7, 0, end)
            .Load(Width.Double, Register.R9, Register.R6, File).JumpIf(Register.R9, 0, end)
            .Move(Register.R1, Register.R9).Call(KernelFunction.SocketFromFile).JumpIf(Register.R0, 0, end);
        code.Load(Width.Double, Register.R1, Register.R9, layout.FileInode).Load(Width.Double, Register.R1, Register.R1, layout.InodeNumber)
            .Store(Width.Double, Register.Frame, Record + EventLayout.HolderInode, Register.R1)
            .Load(Width.Word, Register.R1, Register.R7, layout.TaskThreadGroup).Store(Width.Double, Register.Frame, Record + EventLayout.HolderPid, Register.R1)
            .Load(Width.Double, Register.R1, Register.R7, layout.TaskLeader).Load(Width.Double, Register.R1, Register.R1, layout.TaskStart)
            .Store(Width.Double, Register.Frame, Record + EventLayout.HolderStart, Register.R1);
        code.Load(Width.Double, Register.R1, Register.R6, Meta).Load(Width.Double, Register.R1, Register.R1, layout.SequenceMeta)
            .StackAddress(Register.R2, Record).Set(Register.R3, EventLayout.HolderBytes).Call(KernelFunction.SequenceWrite)
            .Place(end).Exit(0);
        return new ProgramSpecification("nw_holders", BpfConstants.ProgramTracing, BpfConstants.AttachIterator, code.Build(), functionId);
    }
}
