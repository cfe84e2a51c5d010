using NetWatch.Sdk.Packets;

namespace NetWatch.Plugins.Http;

/// <summary>A request that waits for its response.</summary>
struct PendingRequest
{
    internal string? Method;
    internal string? Target;
    internal string? Version;
    internal string? Host;
    internal int HostPort;
    internal string? UserAgent;
    internal string? Referer;
    internal string? Upgrade;
    internal bool IsOld;
    internal long BodyBytes;

    /// <summary>When the last byte came; null while there is more to come.</summary>
    internal Timestamp? EndTime;
}
