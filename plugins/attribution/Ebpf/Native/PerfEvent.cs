using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace NetWatch.Plugins.Ebpf.Native;

/// <summary>Attaches a program to the beginning of a kernel function, by perf_event_open(2).</summary>
internal static unsafe class PerfEvent
{
    const string KindPath = "/sys/bus/event_source/devices/kprobe/type";
    const int AttributeBytes = 128, EveryProcess = -1, CloseOnExec = 8;
    const nuint SetProgram = 0x40042408, Enable = 0x2400;

    static int CallNumber => RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 298 : 241;

    internal static SafeFileHandle AttachToFunction(SafeFileHandle program, string function)
    {
        byte[] name = Encoding.ASCII.GetBytes(function + "\0");
        Span<byte> attribute = stackalloc byte[AttributeBytes];
        attribute.Clear();
        BinaryPrimitives.WriteInt32LittleEndian(attribute, ReadKind());
        BinaryPrimitives.WriteInt32LittleEndian(attribute[4..], AttributeBytes);
        fixed (byte* pointer = attribute, text = name)
        {
            BinaryPrimitives.WriteInt64LittleEndian(attribute[56..], (nint)text);
            nint opened = Libc.SystemCall(CallNumber, (nint)pointer, EveryProcess, 0, -1, CloseOnExec);
            if (opened < 0) throw new BpfException($"put a probe on {function}", Marshal.GetLastPInvokeError());
            var handle = new SafeFileHandle(opened, ownsHandle: true);
            if (Libc.Control(handle, SetProgram, program.DangerousGetHandle()) == 0 && Libc.Control(handle, Enable, 0) == 0) return handle;
            int error = Marshal.GetLastPInvokeError();
            handle.Dispose();
            throw new BpfException($"attach to {function}", error);
        }
    }

    // Kernels without CONFIG_KPROBES do not have the file.
    static int ReadKind()
    {
        try
        {
            return int.Parse(File.ReadAllText(KindPath).Trim(), NumberStyles.None, CultureInfo.InvariantCulture);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new BpfException("put a probe on a function: this kernel is built without kprobes", BpfConstants.NoEntry);
        }
    }
}
