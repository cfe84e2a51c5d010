using NetWatch.Plugins.Ebpf.Btf;
using NetWatch.Plugins.Ebpf.Bytecode;
using NetWatch.Plugins.Ebpf.Events;

namespace NetWatch.Plugins.Ebpf.Programs;

/// <summary>Copies what an event tells of a socket out of the kernel's structure.</summary>
internal static class SocketFields
{
    internal static void Copy(ProgramBuilder code, KernelLayout layout, Register socket)
    {
        int common = layout.Common;
        Label six = new(), done = new();
        code.Load(Width.Double, Register.R1, socket, common + layout.Namespace)
            .Load(Width.Double, Register.R1, Register.R1, layout.NamespaceCookie).Store(Width.Double, Register.R8, EventLayout.Namespace, Register.R1)
            .Load(Width.Half, Register.R1, socket, layout.SocketProtocol).Store(Width.Half, Register.R8, EventLayout.Protocol, Register.R1)
            .Load(Width.Half, Register.R1, socket, common + layout.LocalPort).Store(Width.Half, Register.R8, EventLayout.LocalPort, Register.R1)
            .Load(Width.Half, Register.R1, socket, common + layout.RemotePort).Store(Width.Half, Register.R8, EventLayout.RemotePort, Register.R1)
            .Load(Width.Half, Register.R1, socket, common + layout.Family).Store(Width.Half, Register.R8, EventLayout.Family, Register.R1)
            .JumpIf(Register.R1, 10, six);
        CopyAddress4(code, socket, common + layout.LocalAddress4, EventLayout.LocalAddress);
        CopyAddress4(code, socket, common + layout.RemoteAddress4, EventLayout.RemoteAddress);
        code.Jump(done).Place(six);
        CopyAddress6(code, socket, common + layout.LocalAddress6, EventLayout.LocalAddress);
        CopyAddress6(code, socket, common + layout.RemoteAddress6, EventLayout.RemoteAddress);
        code.Place(done);
    }

    static void CopyAddress4(ProgramBuilder code, Register socket, int from, int to) => code
        .Load(Width.Word, Register.R1, socket, from).Store(Width.Word, Register.R8, to, Register.R1)
        .StoreNumber(Width.Word, Register.R8, to + 4, 0).StoreNumber(Width.Word, Register.R8, to + 8, 0).StoreNumber(Width.Word, Register.R8, to + 12, 0);

    static void CopyAddress6(ProgramBuilder code, Register socket, int from, int to) => code
        .Load(Width.Double, Register.R1, socket, from).Store(Width.Double, Register.R8, to, Register.R1)
        .Load(Width.Double, Register.R1, socket, from + 8).Store(Width.Double, Register.R8, to + 8, Register.R1);
}
