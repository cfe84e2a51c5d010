using NetWatch.Sdk.Snapshots;

namespace NetWatch.Plugins.Packets;

/// <summary>A row as it was last seen.</summary>
struct CachedRow
{
    internal PacketRow Row;
    internal string Info;

    /// <summary>Whether the ring has overwritten the packet.</summary>
    internal bool IsGone;

    /// <summary>Whether it was gone before it was ever seen, so that only its number is known.</summary>
    internal bool IsEmpty;
}
