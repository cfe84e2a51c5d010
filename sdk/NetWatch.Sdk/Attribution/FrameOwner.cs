namespace NetWatch.Sdk.Attribution;

/// <summary>The process that a frame names.</summary>
/// <param name="Owner">The process and how it is known.</param>
/// <param name="IsSender">Whether it sent the packet; otherwise it receives it.</param>
public readonly record struct FrameOwner(SocketOwner Owner, bool IsSender);
