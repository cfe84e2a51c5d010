using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace NetWatch.Plugins.Ebpf.Bytecode;

/// <summary>Writes a program instruction by instruction (Documentation/bpf/standardization/instruction-set.rst of the kernel).</summary>
public sealed class ProgramBuilder
{
    const byte LoadClass = 0x61, StoreImmediateClass = 0x62, StoreClass = 0x63;
    const byte MoveRegister = 0xbf, MoveImmediate = 0xb7, AddImmediate = 0x07, SubtractFrom = 0x1f, ShiftRight = 0x77, ToBigEndian = 0xdc;
    const byte Always = 0x05, IfEqual = 0x15, IfNotEqual = 0x55, IfGreater = 0x25, IfEqualRegister = 0x1d, IfNotEqualRegister = 0x5d;
    const byte CallOperation = 0x85, ExitOperation = 0x95, AtomicAdd = 0xdb, LoadDouble = 0x18;

    readonly List<ulong> _instructions = [];

    public ProgramBuilder Load(Width width, Register to, Register from, int offset) => Emit((byte)(LoadClass | (byte)width), to, from, offset, 0);

    public ProgramBuilder Store(Width width, Register to, int offset, Register value) => Emit((byte)(StoreClass | (byte)width), to, value, offset, 0);

    public ProgramBuilder StoreNumber(Width width, Register to, int offset, int value) => Emit((byte)(StoreImmediateClass | (byte)width), to, 0, offset, value);

    public ProgramBuilder Move(Register to, Register from) => Emit(MoveRegister, to, from, 0, 0);

    public ProgramBuilder Set(Register to, int value) => Emit(MoveImmediate, to, 0, 0, value);

    public ProgramBuilder Add(Register to, int value) => Emit(AddImmediate, to, 0, 0, value);

    public ProgramBuilder SubtractRegister(Register to, Register value) => Emit(SubtractFrom, to, value, 0, 0);

    public ProgramBuilder Shift(Register to, int bits) => Emit(ShiftRight, to, 0, 0, bits);

    /// <summary>Turns the lowest bits of a register from the machine's order to network order.</summary>
    public ProgramBuilder Swap(Register to, int bits) => Emit(ToBigEndian, to, 0, 0, bits);

    /// <summary>A pointer to a place on the stack, at a negative offset.</summary>
    public ProgramBuilder StackAddress(Register to, int offset) => Move(to, Register.Frame).Add(to, offset);

    public ProgramBuilder Map(Register to, SafeFileHandle map)
    {
        // A load of 64 bits takes two instructions; source register 1 says that the number is a map's descriptor.
        Emit(LoadDouble, to, Register.R1, 0, (int)map.DangerousGetHandle());
        _instructions.Add(0);
        return this;
    }

    public ProgramBuilder Call(KernelFunction helper) => Emit(CallOperation, 0, 0, 0, (int)helper);

    public ProgramBuilder AddAtomically(Register to, int offset, Register value) => Emit(AtomicAdd, to, value, offset, 0);

    public ProgramBuilder Jump(Label to) => Branch(Always, 0, 0, 0, to);

    public ProgramBuilder JumpIf(Register register, int value, Label to) => Branch(IfEqual, register, 0, value, to);

    public ProgramBuilder JumpUnless(Register register, int value, Label to) => Branch(IfNotEqual, register, 0, value, to);

    public ProgramBuilder JumpAbove(Register register, int value, Label to) => Branch(IfGreater, register, 0, value, to);

    public ProgramBuilder JumpIfSame(Register a, Register b, Label to) => Branch(IfEqualRegister, a, b, 0, to);

    public ProgramBuilder JumpIfDifferent(Register a, Register b, Label to) => Branch(IfNotEqualRegister, a, b, 0, to);

    /// <summary>Sets the place of a label to the next instruction.</summary>
    public ProgramBuilder Place(Label label)
    {
        label.Position = _instructions.Count;
        foreach (int jump in label.Jumps) _instructions[jump] |= (ulong)(ushort)(label.Position - jump - 1) << 16;
        label.Jumps.Clear();
        return this;
    }

    public ProgramBuilder Exit(int result) => Set(Register.R0, result).Emit(ExitOperation, 0, 0, 0, 0);

    public byte[] Build()
    {
        byte[] bytes = new byte[_instructions.Count * 8];
        for (int i = 0; i < _instructions.Count; i++) BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(i * 8), _instructions[i]);
        return bytes;
    }

    ProgramBuilder Branch(byte operation, Register a, Register b, int value, Label to)
    {
        int offset = 0;
        if (to.Position >= 0) offset = to.Position - _instructions.Count - 1;
        else to.Jumps.Add(_instructions.Count);
        return Emit(operation, a, b, offset, value);
    }

    ProgramBuilder Emit(byte operation, Register to, Register from, int offset, int number)
    {
        _instructions.Add(operation | (ulong)to << 8 | (ulong)from << 12 | (ulong)(ushort)checked((short)offset) << 16 | (ulong)(uint)number << 32);
        return this;
    }
}
