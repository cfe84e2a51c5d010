using NetWatch.Sdk.Snapshots;

namespace NetWatch.Host.Tests.Collection;

sealed record OtherSnapshot(long Version, DateTimeOffset TakenAt) : ISnapshot;
