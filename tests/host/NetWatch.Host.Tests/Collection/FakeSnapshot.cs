using NetWatch.Sdk.Snapshots;

namespace NetWatch.Host.Tests.Collection;

sealed record FakeSnapshot(long Version, DateTimeOffset TakenAt) : ISnapshot;
