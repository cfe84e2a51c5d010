using NetWatch.Sdk.Snapshots;

namespace Fixtures.Faulty;

public sealed record FaultySnapshot(long Version, DateTimeOffset TakenAt) : ISnapshot;
