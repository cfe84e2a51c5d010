namespace NetWatch.Plugins.Ebpf.Bytecode;

/// <summary>How many bytes a load or a store moves; the values are those of the instruction set.</summary>
public enum Width : byte
{
    Word = 0x00,
    Half = 0x08,
    Byte = 0x10,
    Double = 0x18,
}
