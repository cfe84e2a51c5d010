using NetWatch.Sdk.Snapshots;

namespace NetWatch.Host.Tests.Documentation;

public sealed record UptimeSnapshot(long Version, DateTimeOffset TakenAt, TimeSpan Uptime) : ISnapshot;
