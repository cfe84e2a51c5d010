namespace NetWatch.Plugins.Ebpf.Bytecode;

/// <summary>The registers of the machine. A call overwrites R0 to R5 and keeps R6 to R9.</summary>
public enum Register : byte
{
    /// <summary>Result of a call, and of the program.</summary>
    R0,
    R1,
    R2,
    R3,
    R4,
    R5,
    R6,
    R7,
    R8,
    R9,
    /// <summary>End of the stack of 512 bytes; read only.</summary>
    Frame,
}
