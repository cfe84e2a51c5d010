namespace NetWatch.Plugins.Ebpf.Bytecode;

/// <summary>A place in a program that jumps lead to.</summary>
public sealed class Label
{
    /// <summary>Index of the instruction, or -1 before it is placed.</summary>
    public int Position { get; set; } = -1;

    /// <summary>Instructions that jump here and were written before it was placed.</summary>
    public List<int> Jumps { get; } = [];
}
