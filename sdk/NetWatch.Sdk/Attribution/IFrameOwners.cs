using NetWatch.Sdk.Packets;

namespace NetWatch.Sdk.Attribution;

/// <summary>Finds processes in the frames of a capture itself. All members are called on the packet thread.</summary>
public interface IFrameOwners
{
    /// <summary>The link type whose frames name a process.</summary>
    LinkType LinkType { get; }

    /// <summary>
    /// Reads the process from the link-layer header. Called for packets of that link type whose flow has no process yet. Must not throw,
    /// and allocates only for a process that it has not met before.
    /// </summary>
    /// <param name="frame">The frame from its link-layer header on; hostile, possibly cut.</param>
    /// <param name="owner">The process and which end of the packet it is.</param>
    /// <returns>Whether the frame names one.</returns>
    bool TryGetOwner(ReadOnlySpan<byte> frame, out FrameOwner owner);
}
