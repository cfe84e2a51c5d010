using NetWatch.Plugins.Ebpf.Btf;
using NetWatch.Plugins.Ebpf.Bytecode;
using NetWatch.Plugins.Ebpf.Events;
using NetWatch.Plugins.Ebpf.Native;

namespace NetWatch.Plugins.Ebpf.Programs;

/// <summary>
/// tp_btf sock_send_length and sock_recv_length: run in the context of the process that sends or receives, so they name the process of
/// accepted TCP connections and of UDP sockets with a peer. One event for each socket.
/// </summary>
internal static class TransferProgram
{
    const int Cookie = -16, Value = -24;

    // TCP_CLOSE: a connection that was reset before its server came to read has lost its ports. Closing it tells what was put down.
    const int Closed = 7;

    internal static ProgramSpecification Make(string tracepoint, int typeId, KernelLayout layout, Maps maps)
    {
        var code = new ProgramBuilder();
        var writer = new EventWriter(code, layout, maps);
        Label end = new(), isGone = new();
        code.Load(Width.Double, Register.R9, Register.R1, 0);
        Filter(code, layout, end);
        code.Move(Register.R1, Register.R9).Call(KernelFunction.SocketCookie).Store(Width.Double, Register.Frame, Cookie, Register.R0);
        writer.Find(maps.Told, Cookie);
        code.JumpUnless(Register.R0, 0, end).StoreNumber(Width.Double, Register.Frame, Value, 1);
        writer.Remember(maps.Told, Cookie, Value);
        writer.Begin(EventKind.Transfer, EventLayout.SocketBytes);
        writer.CurrentProcess();
        code.Load(Width.Double, Register.R1, Register.Frame, Cookie).Store(Width.Double, Register.R8, EventLayout.Cookie, Register.R1);
        SocketFields.Copy(code, layout, Register.R9);
        // Nothing is locked here: a reset on another processor takes the port away just before it sets the state. Then closing tells it too.
        code.Load(Width.Half, Register.R1, Register.R8, EventLayout.LocalPort).JumpIf(Register.R1, 0, isGone);
        writer.Submit();
        code.Exit(0).Place(isGone);
        writer.Discard();
        writer.Forget(maps.Told, Cookie);
        code.Place(end).Exit(0);
        string name = tracepoint == "sock_send_length" ? "nw_send" : "nw_receive";
        return new ProgramSpecification(name, BpfConstants.ProgramTracing, BpfConstants.AttachRawTracepoint, code.Build(), typeId);
    }

    // IPv4 or IPv6, and TCP or UDP; UNIX and netlink sockets come by here far more often.
    static void Filter(ProgramBuilder code, KernelLayout layout, Label end)
    {
        Label internet = new(), known = new();
        code.Load(Width.Half, Register.R1, Register.R9, layout.Common + layout.Family)
            .JumpIf(Register.R1, 2, internet).JumpUnless(Register.R1, 10, end).Place(internet)
            .Load(Width.Half, Register.R1, Register.R9, layout.SocketProtocol)
            .JumpIf(Register.R1, 17, known).JumpUnless(Register.R1, 6, end)
            .Load(Width.Byte, Register.R1, Register.R9, layout.Common + layout.State).JumpIf(Register.R1, Closed, end)
            .Place(known);
    }
}
