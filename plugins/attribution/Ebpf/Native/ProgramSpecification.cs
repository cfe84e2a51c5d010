namespace NetWatch.Plugins.Ebpf.Native;

/// <summary>A program to load.</summary>
/// <param name="Name">Its name in listings of the kernel, of at most 15 letters, digits and underscores.</param>
/// <param name="Type">The program type.</param>
/// <param name="AttachType">Where it will be attached.</param>
/// <param name="Instructions">The instructions, eight bytes each.</param>
/// <param name="KernelTypeId">The BTF id of the tracepoint or iterator, or 0.</param>
internal sealed record ProgramSpecification(string Name, int Type, int AttachType, byte[] Instructions, int KernelTypeId = 0);
