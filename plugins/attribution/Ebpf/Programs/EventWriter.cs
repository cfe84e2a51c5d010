using NetWatch.Plugins.Ebpf.Btf;
using NetWatch.Plugins.Ebpf.Bytecode;
using NetWatch.Plugins.Ebpf.Events;

namespace NetWatch.Plugins.Ebpf.Programs;

/// <summary>
/// The parts that programs have in common: take room in the ring, write down the running process, hand the event over. R6 holds the context,
/// R7 a task, R8 the event, R9 is the program's own.
/// </summary>
internal sealed class EventWriter(ProgramBuilder code, KernelLayout layout, Maps maps)
{
    /// <summary>Takes room for an event, to R8, and writes its kind and time. Without room the loss is counted and the program ends.</summary>
    internal void Begin(EventKind kind, int bytes)
    {
        Label hasRoom = new(), end = new();
        code.Map(Register.R1, maps.Ring).Set(Register.R2, bytes).Set(Register.R3, 0).Call(KernelFunction.RingReserve).Move(Register.R8, Register.R0)
            .JumpUnless(Register.R8, 0, hasRoom);
        code.StoreNumber(Width.Word, Register.Frame, -4, 0).Map(Register.R1, maps.Lost).StackAddress(Register.R2, -4).Call(KernelFunction.MapLookup)
            .JumpIf(Register.R0, 0, end).Set(Register.R1, 1).AddAtomically(Register.R0, 0, Register.R1).Place(end).Exit(1);
        code.Place(hasRoom).StoreNumber(Width.Word, Register.R8, EventLayout.Kind, (int)kind)
            .Call(KernelFunction.MonotonicTime).Store(Width.Double, Register.R8, EventLayout.Time, Register.R0);
    }

    /// <summary>Writes the process that runs. Only where the program runs in its context, never in that of an interrupt.</summary>
    internal void CurrentProcess()
    {
        code.Call(KernelFunction.CurrentTask).Move(Register.R7, Register.R0);
        Process();
        code.Call(KernelFunction.CurrentCgroupId).Store(Width.Double, Register.R8, EventLayout.Cgroup, Register.R0);
    }

    /// <summary>Writes the process of the task in R7; its control group stays 0.</summary>
    internal void Process()
    {
        Label orphan = new(), anonymous = new();
        code.StoreNumber(Width.Double, Register.R8, EventLayout.Cgroup, 0)
            .StoreNumber(Width.Word, Register.R8, EventLayout.ParentPid, 0)
            .StoreNumber(Width.Word, Register.R8, EventLayout.User, -1);
        code.Load(Width.Word, Register.R1, Register.R7, layout.TaskThreadGroup).Store(Width.Word, Register.R8, EventLayout.Pid, Register.R1);
        // The leader of the thread group stands for the process: threads have start times and names of their own.
        code.Load(Width.Double, Register.R1, Register.R7, layout.TaskLeader)
            .Load(Width.Double, Register.R2, Register.R1, layout.TaskStart).Store(Width.Double, Register.R8, EventLayout.ProcessStart, Register.R2)
            .Load(Width.Double, Register.R2, Register.R1, layout.TaskName).Store(Width.Double, Register.R8, EventLayout.Name, Register.R2)
            .Load(Width.Double, Register.R2, Register.R1, layout.TaskName + 8).Store(Width.Double, Register.R8, EventLayout.Name + 8, Register.R2)
            .Load(Width.Double, Register.R2, Register.R1, layout.TaskParent).JumpIf(Register.R2, 0, orphan)
            .Load(Width.Word, Register.R2, Register.R2, layout.TaskThreadGroup).Store(Width.Word, Register.R8, EventLayout.ParentPid, Register.R2)
            .Place(orphan);
        code.Load(Width.Double, Register.R1, Register.R7, layout.TaskCredentials).JumpIf(Register.R1, 0, anonymous)
            .Load(Width.Word, Register.R2, Register.R1, layout.CredentialsUser).Store(Width.Word, Register.R8, EventLayout.User, Register.R2)
            .Place(anonymous);
    }

    internal void Submit() => code.Move(Register.R1, Register.R8).Set(Register.R2, 0).Call(KernelFunction.RingSubmit);

    /// <summary>Gives the room back: there is no event after all.</summary>
    internal void Discard() => code.Move(Register.R1, Register.R8).Set(Register.R2, 0).Call(KernelFunction.RingDiscard);

    /// <summary>Looks a key up that lies on the stack; R0 is 0 when it is not there.</summary>
    internal void Find(Microsoft.Win32.SafeHandles.SafeFileHandle map, int keyOffset) =>
        code.Map(Register.R1, map).StackAddress(Register.R2, keyOffset).Call(KernelFunction.MapLookup);

    /// <summary>Puts a key with a value of the stack.</summary>
    internal void Remember(Microsoft.Win32.SafeHandles.SafeFileHandle map, int keyOffset, int valueOffset) =>
        code.Map(Register.R1, map).StackAddress(Register.R2, keyOffset).StackAddress(Register.R3, valueOffset).Set(Register.R4, 0).Call(KernelFunction.MapUpdate);

    internal void Forget(Microsoft.Win32.SafeHandles.SafeFileHandle map, int keyOffset) =>
        code.Map(Register.R1, map).StackAddress(Register.R2, keyOffset).Call(KernelFunction.MapDelete);
}
