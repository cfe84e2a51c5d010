using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Text;

namespace NetWatch.Plugins.Http;

/// <summary>A request that waits for its response.</summary>
struct PendingRequest
{
    internal string? Method;
    internal string? Version;
    internal string? Upgrade;
    internal PackedTexts Texts;
    internal int HostPort;
    internal bool IsOld;

    /// <summary>Whether it goes to a BitTorrent tracker.</summary>
    internal bool IsToTracker;

    /// <summary>Whether the last byte has come, and it is known when.</summary>
    internal bool HasEndTime;

    internal Timestamp EndTime;
    internal long BodyBytes;
}
