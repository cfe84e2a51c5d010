using NetWatch.Plugins.Ebpf.Btf;
using NetWatch.Plugins.Ebpf.Bytecode;
using NetWatch.Plugins.Ebpf.Events;
using NetWatch.Plugins.Ebpf.Native;

namespace NetWatch.Plugins.Ebpf.Programs;

/// <summary>
/// tp_btf sched_process_fork and sched_process_exec: who a process is, told while it still is. One that lives a millisecond is gone before
/// anybody can look it up under /proc.
/// </summary>
internal static class ProcessPrograms
{
    internal static ProgramSpecification Fork(int typeId, KernelLayout layout, Maps maps)
    {
        const int Parent = -8;
        var code = new ProgramBuilder();
        var writer = new EventWriter(code, layout, maps);
        Label end = new();
        // Arguments of the tracepoint: the parent, the child.
        code.Load(Width.Double, Register.R6, Register.R1, 0).Load(Width.Double, Register.R7, Register.R1, 8)
            .Load(Width.Word, Register.R1, Register.R7, layout.TaskThread).Load(Width.Word, Register.R2, Register.R7, layout.TaskThreadGroup)
            .JumpIfDifferent(Register.R1, Register.R2, end);
        code.Load(Width.Double, Register.R1, Register.R6, layout.TaskLeader).Load(Width.Double, Register.R1, Register.R1, layout.TaskStart)
            .Store(Width.Double, Register.Frame, Parent, Register.R1);
        writer.Begin(EventKind.Fork, EventLayout.ForkBytes);
        writer.Process();
        // The parent is who called fork(2), not who the child was given to.
        code.Load(Width.Word, Register.R1, Register.R6, layout.TaskThreadGroup).Store(Width.Word, Register.R8, EventLayout.ParentPid, Register.R1)
            .Load(Width.Double, Register.R1, Register.Frame, Parent).Store(Width.Double, Register.R8, EventLayout.ParentStart, Register.R1);
        writer.Submit();
        code.Place(end).Exit(0);
        return new ProgramSpecification("nw_fork", BpfConstants.ProgramTracing, BpfConstants.AttachRawTracepoint, code.Build(), typeId);
    }

    internal static ProgramSpecification Exec(int typeId, KernelLayout layout, Maps maps)
    {
        var code = new ProgramBuilder();
        var writer = new EventWriter(code, layout, maps);
        // Arguments of the tracepoint: the task, the pid before, struct linux_binprm.
        code.Load(Width.Double, Register.R7, Register.R1, 0).Load(Width.Double, Register.R6, Register.R1, 16);
        writer.Begin(EventKind.Exec, EventLayout.ExecBytes);
        writer.CurrentProcess();
        code.StoreNumber(Width.Word, Register.R8, EventLayout.FileLength, 0).StoreNumber(Width.Word, Register.R8, EventLayout.ArgumentsLength, 0);
        code.Move(Register.R1, Register.R8).Add(Register.R1, EventLayout.File).Set(Register.R2, EventLayout.FileBytes)
            .Load(Width.Double, Register.R3, Register.R6, layout.BinaryFile).Call(KernelFunction.ReadKernelText)
            .Store(Width.Word, Register.R8, EventLayout.FileLength, Register.R0);
        CopyArguments(code, layout);
        writer.Submit();
        code.Exit(0);
        return new ProgramSpecification("nw_exec", BpfConstants.ProgramTracing, BpfConstants.AttachRawTracepoint, code.Build(), typeId);
    }

    // The arguments lie in the memory of the new program, one after the other, each ended by a zero.
    static void CopyArguments(ProgramBuilder code, KernelLayout layout)
    {
        Label done = new(), failed = new(), fits = new();
        code.Load(Width.Double, Register.R1, Register.R7, layout.TaskMemory).JumpIf(Register.R1, 0, done)
            .Load(Width.Double, Register.R3, Register.R1, layout.MemoryArguments)
            .Load(Width.Double, Register.R2, Register.R1, layout.MemoryArgumentsEnd);
        code.SubtractRegister(Register.R2, Register.R3).JumpAbove(Register.R2, EventLayout.ArgumentsBytes, failed).Jump(fits)
            .Place(failed).Set(Register.R2, EventLayout.ArgumentsBytes).Place(fits)
            .JumpIf(Register.R2, 0, done)
            .Move(Register.R9, Register.R2)
            .Move(Register.R1, Register.R8).Add(Register.R1, EventLayout.Arguments).Call(KernelFunction.ReadUser)
            .JumpUnless(Register.R0, 0, done).Store(Width.Word, Register.R8, EventLayout.ArgumentsLength, Register.R9)
            .Place(done);
    }
}
