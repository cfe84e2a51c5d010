using NetWatch.Plugins.Ebpf.Btf;
using NetWatch.Plugins.Ebpf.Bytecode;
using NetWatch.Plugins.Ebpf.Events;
using NetWatch.Plugins.Ebpf.Native;

namespace NetWatch.Plugins.Ebpf.Programs;

/// <summary>
/// Control group hooks of sendmsg(2) and recvmsg(2) on UDP sockets without a peer: the process, the local port and the other end. One event
/// for each socket and peer.
/// </summary>
internal static class DatagramProgram
{
    // struct bpf_sock_addr, and struct bpf_sock behind its pointer.
    const int User4 = 4, User6 = 8, UserPort = 24, SourceAddress4 = 40, SourceAddress6 = 44, SocketPointer = 64, SocketPort = 44;

    // The key: cookie, address, port, kind. The value and the local port below it.
    const int Key = -32, KeyAddress = -24, KeyPort = -8, KeyKind = -4, Value = -40;

    internal static ProgramSpecification Make(int attachType, KernelLayout layout, Maps maps)
    {
        bool isSend = attachType is BpfConstants.AttachSendMessage4 or BpfConstants.AttachSendMessage6;
        bool isSix = attachType is BpfConstants.AttachSendMessage6 or BpfConstants.AttachReceiveMessage6;
        EventKind kind = isSend ? EventKind.SendTo : EventKind.ReceiveFrom;
        var code = new ProgramBuilder();
        var writer = new EventWriter(code, layout, maps);
        Label end = new();
        code.Move(Register.R6, Register.R1);
        PutKey(code, isSix, kind);
        writer.Find(maps.Peers, Key);
        code.JumpUnless(Register.R0, 0, end).StoreNumber(Width.Double, Register.Frame, Value, 1);
        writer.Remember(maps.Peers, Key, Value);
        writer.Begin(kind, EventLayout.SocketBytes);
        writer.CurrentProcess();
        CopyTuple(code, isSix, isSend);
        writer.Submit();
        code.Place(end).Exit(1);
        string name = (isSend ? "nw_sendmsg" : "nw_recvmsg") + (isSix ? "6" : "4");
        return new ProgramSpecification(name, BpfConstants.ProgramSocketAddress, attachType, code.Build());
    }

    static void PutKey(ProgramBuilder code, bool isSix, EventKind kind)
    {
        code.Move(Register.R1, Register.R6).Call(KernelFunction.SocketCookie).Store(Width.Double, Register.Frame, Key, Register.R0);
        for (int word = 0; word < 16; word += 4)
        {
            if (isSix || word == 0) code.Load(Width.Word, Register.R1, Register.R6, isSix ? User6 + word : User4);
            else code.Set(Register.R1, 0);
            code.Store(Width.Word, Register.Frame, KeyAddress + word, Register.R1);
        }

        code.Load(Width.Word, Register.R1, Register.R6, UserPort).Store(Width.Word, Register.Frame, KeyPort, Register.R1)
            .StoreNumber(Width.Word, Register.Frame, KeyKind, (int)kind);
    }

    static void CopyTuple(ProgramBuilder code, bool isSix, bool isSend)
    {
        code.Load(Width.Double, Register.R1, Register.Frame, Key).Store(Width.Double, Register.R8, EventLayout.Cookie, Register.R1)
            .Load(Width.Double, Register.R1, Register.Frame, KeyAddress).Store(Width.Double, Register.R8, EventLayout.RemoteAddress, Register.R1)
            .Load(Width.Double, Register.R1, Register.Frame, KeyAddress + 8).Store(Width.Double, Register.R8, EventLayout.RemoteAddress + 8, Register.R1)
            .Load(Width.Word, Register.R1, Register.Frame, KeyPort).Store(Width.Half, Register.R8, EventLayout.RemotePort, Register.R1)
            .StoreNumber(Width.Half, Register.R8, EventLayout.Family, isSix ? 10 : 2)
            .StoreNumber(Width.Half, Register.R8, EventLayout.Protocol, 17);
        for (int word = 0; word < 16; word += 4)
        {
            // The source address is known only when the program asked for one; on receiving there is none here.
            if (isSend && (isSix || word == 0)) code.Load(Width.Word, Register.R1, Register.R6, isSix ? SourceAddress6 + word : SourceAddress4);
            else code.Set(Register.R1, 0);
            code.Store(Width.Word, Register.R8, EventLayout.LocalAddress + word, Register.R1);
        }

        Label done = new();
        code.StoreNumber(Width.Half, Register.R8, EventLayout.LocalPort, 0)
            .Load(Width.Double, Register.R9, Register.R6, SocketPointer).JumpIf(Register.R9, 0, done)
            .Load(Width.Word, Register.R1, Register.R9, SocketPort).Store(Width.Half, Register.R8, EventLayout.LocalPort, Register.R1).Place(done);
        code.Move(Register.R1, Register.R6).Call(KernelFunction.NamespaceCookie).Store(Width.Double, Register.R8, EventLayout.Namespace, Register.R0);
    }
}
