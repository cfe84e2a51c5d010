using NetWatch.Plugins.Ebpf.Btf;
using NetWatch.Plugins.Ebpf.Bytecode;
using NetWatch.Plugins.Ebpf.Events;
using NetWatch.Plugins.Ebpf.Native;

namespace NetWatch.Plugins.Ebpf.Programs;

/// <summary>
/// The control group hook of closing a socket, in the context of close(2): who has accepted a connection and closes it without a byte sent
/// or received is known by nothing else. The five-tuple was put down when the connection was made.
/// </summary>
internal static class ReleaseProgram
{
    const int Cookie = -16;

    /// <summary>Makes the program.</summary>
    /// <param name="layout">The kernel's fields.</param>
    /// <param name="maps">The shared memory.</param>
    /// <param name="seesSystemCall">Whether it tells a process on its way into another program apart, which kernels before 5.15 can't.</param>
    internal static ProgramSpecification Make(KernelLayout layout, Maps maps, bool seesSystemCall)
    {
        var code = new ProgramBuilder();
        var writer = new EventWriter(code, layout, maps);
        Label end = new(), known = new();
        code.Move(Register.R6, Register.R1).Call(KernelFunction.SocketCookie).Store(Width.Double, Register.Frame, Cookie, Register.R0);
        writer.Find(maps.Accepted, Cookie);
        code.JumpIf(Register.R0, 0, end).Move(Register.R9, Register.R0);
        writer.Find(maps.Told, Cookie);
        code.JumpUnless(Register.R0, 0, known);
        writer.Begin(EventKind.Release, EventLayout.SocketBytes);
        writer.CurrentProcess();
        if (seesSystemCall && layout.RunningSystemCall >= 0) MarkInherited(code, layout);
        code.Load(Width.Double, Register.R1, Register.Frame, Cookie).Store(Width.Double, Register.R8, EventLayout.Cookie, Register.R1)
            .Move(Register.R1, Register.R6).Call(KernelFunction.NamespaceCookie).Store(Width.Double, Register.R8, EventLayout.Namespace, Register.R0);
        for (int at = 0; at < Maps.AcceptedBytes; at += 8)
            code.Load(Width.Double, Register.R1, Register.R9, at).Store(Width.Double, Register.R8, EventLayout.Family + at, Register.R1);
        writer.Submit();
        code.Place(known);
        writer.Forget(maps.Accepted, Cookie);
        code.Place(end).Exit(1);
        return new ProgramSpecification("nw_release", BpfConstants.ProgramCgroupSocket, BpfConstants.AttachSocketRelease, code.Build());
    }

    // Executing a program closes what it is not to inherit; the task is still in R7.
    static void MarkInherited(ProgramBuilder code, KernelLayout layout)
    {
        Label executing = new(), done = new();
        code.Move(Register.R1, Register.R7).Call(KernelFunction.TaskRegisters)
            .Load(Width.Word, Register.R1, Register.R0, layout.RunningSystemCall)
            .JumpIf(Register.R1, SystemCall.Execution.Execute, executing).JumpUnless(Register.R1, SystemCall.Execution.ExecuteAt, done)
            .Place(executing).StoreNumber(Width.Word, Register.R8, EventLayout.Kind, (int)EventKind.Inherited)
            .Place(done);
    }
}
