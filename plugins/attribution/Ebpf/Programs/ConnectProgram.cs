using NetWatch.Plugins.Ebpf.Btf;
using NetWatch.Plugins.Ebpf.Bytecode;
using NetWatch.Plugins.Ebpf.Events;
using NetWatch.Plugins.Ebpf.Native;

namespace NetWatch.Plugins.Ebpf.Programs;

/// <summary>
/// sock_ops: TCP connections as they begin. TCP_CONNECT_CB runs in the context of connect(2), before the SYN leaves, and has the whole
/// five-tuple; refused connections too. PASSIVE_ESTABLISHED_CB runs in an interrupt, whatever process that has interrupted: its pid means
/// nothing, so the connection is only put down for <see cref="ReleaseProgram"/>.
/// </summary>
internal static class ConnectProgram
{
    const int Connect = 3, PassiveEstablished = 5;

    // struct bpf_sock_ops.
    const int Operation = 0, Family = 20, Remote4 = 24, Local4 = 28, Remote6 = 32, Local6 = 48, RemotePort = 64, LocalPort = 68;

    // What is put down of an accepted connection ends where the cookie begins; the value is of the other branch.
    const int Cookie = -16, Value = -24, Tuple = Cookie - Maps.AcceptedBytes;

    internal static ProgramSpecification Make(KernelLayout layout, Maps maps)
    {
        var code = new ProgramBuilder();
        var writer = new EventWriter(code, layout, maps);
        Label accepted = new(), other = new();
        code.Move(Register.R6, Register.R1).Load(Width.Word, Register.R1, Register.R6, Operation)
            .JumpIf(Register.R1, PassiveEstablished, accepted).JumpUnless(Register.R1, Connect, other);
        PutCookie(code);
        code.StoreNumber(Width.Double, Register.Frame, Value, 1);
        writer.Remember(maps.Told, Cookie, Value);
        writer.Begin(EventKind.Connect, EventLayout.SocketBytes);
        writer.CurrentProcess();
        code.Load(Width.Double, Register.R1, Register.Frame, Cookie).Store(Width.Double, Register.R8, EventLayout.Cookie, Register.R1)
            .Move(Register.R1, Register.R6).Call(KernelFunction.NamespaceCookie).Store(Width.Double, Register.R8, EventLayout.Namespace, Register.R0);
        CopyTuple(code, Register.R8, EventLayout.Family);
        writer.Submit();
        code.Exit(1);

        code.Place(accepted);
        PutCookie(code);
        CopyTuple(code, Register.Frame, Tuple);
        code.Call(KernelFunction.BootTime).Store(Width.Double, Register.Frame, Tuple + EventLayout.AcceptedAt - EventLayout.Family, Register.R0);
        writer.Remember(maps.Accepted, Cookie, Tuple);
        code.Place(other).Exit(1);
        return new ProgramSpecification("nw_connect", BpfConstants.ProgramSocketOperations, BpfConstants.AttachSocketOperations, code.Build());
    }

    static void PutCookie(ProgramBuilder code) => code.Move(Register.R1, Register.R6).Call(KernelFunction.SocketCookie).Store(Width.Double, Register.Frame, Cookie, Register.R0);

    // The part of an event from the family on.
    static void CopyTuple(ProgramBuilder code, Register to, int at)
    {
        int At(int field) => at + field - EventLayout.Family;
        Label six = new(), done = new();
        code.Load(Width.Word, Register.R1, Register.R6, Family).Store(Width.Half, to, At(EventLayout.Family), Register.R1)
            .Load(Width.Word, Register.R2, Register.R6, LocalPort).Store(Width.Half, to, At(EventLayout.LocalPort), Register.R2)
            // The port stands in the upper half, in network order.
            .Load(Width.Word, Register.R2, Register.R6, RemotePort).Shift(Register.R2, BitConverter.IsLittleEndian ? 16 : 0)
            .Store(Width.Half, to, At(EventLayout.RemotePort), Register.R2)
            .StoreNumber(Width.Half, to, At(EventLayout.Protocol), 6);
        code.JumpIf(Register.R1, 10, six);
        CopyAddress4(code, to, At(EventLayout.LocalAddress), Local4);
        CopyAddress4(code, to, At(EventLayout.RemoteAddress), Remote4);
        code.Jump(done).Place(six);
        for (int word = 0; word < 16; word += 4)
        {
            code.Load(Width.Word, Register.R2, Register.R6, Local6 + word).Store(Width.Word, to, At(EventLayout.LocalAddress) + word, Register.R2)
                .Load(Width.Word, Register.R2, Register.R6, Remote6 + word).Store(Width.Word, to, At(EventLayout.RemoteAddress) + word, Register.R2);
        }

        code.Place(done);
    }

    static void CopyAddress4(ProgramBuilder code, Register to, int at, int from) => code
        .Load(Width.Word, Register.R2, Register.R6, from).Store(Width.Word, to, at, Register.R2)
        .StoreNumber(Width.Word, to, at + 4, 0).StoreNumber(Width.Word, to, at + 8, 0).StoreNumber(Width.Word, to, at + 12, 0);
}
