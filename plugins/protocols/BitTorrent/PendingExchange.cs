using NetWatch.Sdk.Packets;

namespace NetWatch.Plugins.BitTorrent;

/// <summary>A query that waits for its response.</summary>
/// <param name="Exchange">The query.</param>
/// <param name="Direction">Who sent it.</param>
readonly record struct PendingExchange(DhtExchange Exchange, FlowDirection Direction);
