using System.Runtime.InteropServices;
using NetWatch.Plugins.Ebpf.Btf;
using NetWatch.Plugins.Ebpf.Bytecode;
using NetWatch.Plugins.Ebpf.Events;
using NetWatch.Plugins.Ebpf.Native;

namespace NetWatch.Plugins.Ebpf.Programs;

/// <summary>
/// A kprobe on tcp_connect(), which runs in the context of connect(2) for IPv4 and IPv6 once both ends are known: for kernels that do not let a
/// sock_ops program name the process. A kprobe may not follow the kernel's pointers by itself, so what it needs is copied to the stack.
/// </summary>
internal static class KprobeProgram
{
    internal const string Function = "tcp_connect";

    // The part of struct sock_common that events tell of, and the cookie of its namespace behind it.
    const int CommonBytes = 136, Common = -CommonBytes - 24, NamespaceCookie = -8, NamespacePointer = -16;

    /// <summary>Where the first argument of a function stands in struct pt_regs; -1 for processors that are not known.</summary>
    static int FirstArgument => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => 112,
        Architecture.Arm64 => 0,
        _ => -1,
    };

    internal static ProgramSpecification Make(KernelLayout layout, Maps maps)
    {
        if (FirstArgument < 0) throw new BpfException("write a kprobe for this processor", BpfConstants.NoSuchCall);
        var code = new ProgramBuilder();
        var writer = new EventWriter(code, layout, maps);
        code.Load(Width.Double, Register.R9, Register.R1, FirstArgument)
            .StackAddress(Register.R1, Common).Set(Register.R2, CommonBytes).Move(Register.R3, Register.R9).Add(Register.R3, layout.Common).Call(KernelFunction.ReadKernel)
            .Load(Width.Double, Register.R3, Register.Frame, Common + layout.Namespace).Add(Register.R3, layout.NamespaceCookie)
            .StackAddress(Register.R1, NamespaceCookie).Set(Register.R2, 8).Call(KernelFunction.ReadKernel);
        code.Load(Width.Double, Register.R1, Register.Frame, NamespaceCookie).Store(Width.Double, Register.Frame, NamespacePointer, Register.R1);
        writer.Begin(EventKind.Connect, EventLayout.SocketBytes);
        writer.CurrentProcess();
        code.StoreNumber(Width.Double, Register.R8, EventLayout.Cookie, 0).StoreNumber(Width.Half, Register.R8, EventLayout.Protocol, 6)
            .Load(Width.Double, Register.R1, Register.Frame, NamespacePointer).Store(Width.Double, Register.R8, EventLayout.Namespace, Register.R1);
        Copy(code, Width.Half, layout.Family, EventLayout.Family);
        Copy(code, Width.Half, layout.LocalPort, EventLayout.LocalPort);
        Copy(code, Width.Half, layout.RemotePort, EventLayout.RemotePort);
        CopyAddresses(code, layout);
        writer.Submit();
        code.Exit(0);
        return new ProgramSpecification("nw_kprobe", BpfConstants.ProgramKprobe, 0, code.Build());
    }

    static void CopyAddresses(ProgramBuilder code, KernelLayout layout)
    {
        Label six = new(), done = new();
        code.Load(Width.Half, Register.R1, Register.Frame, Common + layout.Family).JumpIf(Register.R1, 10, six);
        Copy(code, Width.Word, layout.LocalAddress4, EventLayout.LocalAddress);
        Copy(code, Width.Word, layout.RemoteAddress4, EventLayout.RemoteAddress);
        foreach (int at in (ReadOnlySpan<int>)[EventLayout.LocalAddress, EventLayout.RemoteAddress])
            code.StoreNumber(Width.Word, Register.R8, at + 4, 0).StoreNumber(Width.Double, Register.R8, at + 8, 0);
        code.Jump(done).Place(six);
        for (int half = 0; half < 16; half += 8)
        {
            Copy(code, Width.Double, layout.LocalAddress6 + half, EventLayout.LocalAddress + half);
            Copy(code, Width.Double, layout.RemoteAddress6 + half, EventLayout.RemoteAddress + half);
        }

        code.Place(done);
    }

    static void Copy(ProgramBuilder code, Width width, int from, int to) =>
        code.Load(width, Register.R1, Register.Frame, Common + from).Store(width, Register.R8, to, Register.R1);
}
