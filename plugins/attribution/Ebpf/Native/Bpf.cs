using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace NetWatch.Plugins.Ebpf.Native;

/// <summary>bpf(2). The attribute is a union whose fields are written by their offsets in linux/bpf.h. Failures are <see cref="BpfException"/>.</summary>
internal static unsafe class Bpf
{
    const int AttributeBytes = 144;
    const int LogBytes = 1 << 20;

    /// <summary>The number of the system call: it differs between machines.</summary>
    static int CallNumber => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => 321,
        Architecture.Arm64 or Architecture.RiscV64 or Architecture.LoongArch64 => 280,
        _ => throw new BpfException("call bpf(2) on this processor", BpfConstants.NoSuchCall),
    };

    internal static SafeFileHandle CreateMap(int type, int keyBytes, int valueBytes, int entries, string name)
    {
        Span<byte> attribute = stackalloc byte[AttributeBytes];
        attribute.Clear();
        Put(attribute, 0, type);
        Put(attribute, 4, keyBytes);
        Put(attribute, 8, valueBytes);
        Put(attribute, 12, entries);
        PutName(attribute, 28, name);
        return Descriptor(BpfConstants.MapCreate, attribute, $"make the map {name}");
    }

    internal static SafeFileHandle LoadProgram(ProgramSpecification program)
    {
        byte[] instructions = program.Instructions;
        // The kernel asks for a licence that is compatible with its own before it lets a program read its structures.
        ReadOnlySpan<byte> license = "Dual MIT/GPL\0"u8;
        Span<byte> attribute = stackalloc byte[AttributeBytes];
        attribute.Clear();
        fixed (byte* code = instructions, text = license)
        {
            Put(attribute, 0, program.Type);
            Put(attribute, 4, instructions.Length / 8);
            Put(attribute, 8, (nint)code);
            Put(attribute, 16, (nint)text);
            PutName(attribute, 48, program.Name);
            Put(attribute, 68, program.AttachType);
            Put(attribute, 108, program.KernelTypeId);
            SafeFileHandle handle = Try(BpfConstants.ProgramLoad, attribute, out int error);
            if (!handle.IsInvalid) return handle;
            handle.Dispose();
            throw new BpfException($"load the program {program.Name}", error, ReadVerifierLog(attribute));
        }
    }

    internal static SafeFileHandle AttachToCgroup(SafeFileHandle program, SafeFileHandle cgroup, int attachType)
    {
        Span<byte> attribute = stackalloc byte[AttributeBytes];
        attribute.Clear();
        Put(attribute, 0, (int)program.DangerousGetHandle());
        Put(attribute, 4, (int)cgroup.DangerousGetHandle());
        Put(attribute, 8, attachType);
        return Descriptor(BpfConstants.LinkCreate, attribute, "attach to the root control group");
    }

    internal static SafeFileHandle AttachToTracepoint(SafeFileHandle program)
    {
        Span<byte> attribute = stackalloc byte[AttributeBytes];
        attribute.Clear();
        Put(attribute, 8, (int)program.DangerousGetHandle());
        return Descriptor(BpfConstants.RawTracepointOpen, attribute, "attach to the tracepoint");
    }

    internal static SafeFileHandle LinkIterator(SafeFileHandle program)
    {
        Span<byte> attribute = stackalloc byte[AttributeBytes];
        attribute.Clear();
        Put(attribute, 0, (int)program.DangerousGetHandle());
        Put(attribute, 8, BpfConstants.AttachIterator);
        return Descriptor(BpfConstants.LinkCreate, attribute, "link the iterator");
    }

    internal static SafeFileHandle OpenIterator(SafeFileHandle link)
    {
        Span<byte> attribute = stackalloc byte[AttributeBytes];
        attribute.Clear();
        Put(attribute, 0, (int)link.DangerousGetHandle());
        return Descriptor(BpfConstants.IteratorCreate, attribute, "open the iterator");
    }

    /// <summary>Reads a number from an array map; 0 when it can't be read.</summary>
    internal static long ReadCounter(SafeFileHandle map, int index)
    {
        long value = 0;
        Span<byte> attribute = stackalloc byte[AttributeBytes];
        attribute.Clear();
        Put(attribute, 0, (int)map.DangerousGetHandle());
        Put(attribute, 8, (nint)(&index));
        Put(attribute, 16, (nint)(&value));
        fixed (byte* pointer = attribute)
        {
            return Libc.SystemCall(CallNumber, BpfConstants.MapLookup, (nint)pointer, AttributeBytes) == 0 ? value : 0;
        }
    }

    static string? ReadVerifierLog(Span<byte> attribute)
    {
        byte[] log = new byte[LogBytes];
        fixed (byte* pointer = log)
        {
            Put(attribute, 24, 1);
            Put(attribute, 28, log.Length);
            Put(attribute, 32, (nint)pointer);
            Try(BpfConstants.ProgramLoad, attribute, out _).Dispose();
        }

        int end = Array.IndexOf(log, (byte)0);
        return end <= 0 ? null : Encoding.UTF8.GetString(log, 0, end);
    }

    static SafeFileHandle Descriptor(int command, Span<byte> attribute, string what)
    {
        SafeFileHandle handle = Try(command, attribute, out int error);
        if (!handle.IsInvalid) return handle;
        handle.Dispose();
        throw new BpfException(what, error);
    }

    static SafeFileHandle Try(int command, Span<byte> attribute, out int error)
    {
        fixed (byte* pointer = attribute)
        {
            nint result = Libc.SystemCall(CallNumber, command, (nint)pointer, AttributeBytes);
            error = result < 0 ? Marshal.GetLastPInvokeError() : 0;
            return new SafeFileHandle(result, ownsHandle: true);
        }
    }

    static void Put(Span<byte> attribute, int offset, int value) => BinaryPrimitives.WriteInt32LittleEndian(attribute[offset..], value);

    static void Put(Span<byte> attribute, int offset, nint value) => BinaryPrimitives.WriteInt64LittleEndian(attribute[offset..], value);

    static void PutName(Span<byte> attribute, int offset, string name) => Encoding.ASCII.GetBytes(name.AsSpan(0, Math.Min(15, name.Length)), attribute[offset..]);
}
