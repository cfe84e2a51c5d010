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

    internal static ProgramSpecification Make(KernelLayout layout, Maps maps)
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
}
