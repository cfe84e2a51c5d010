namespace NetWatch.Engine.Tests.Fakes;

/// <summary>Wall time that the test moves.</summary>
sealed class ManualTime : TimeProvider
{
    internal DateTimeOffset Now { get; set; } = DateTimeOffset.FromUnixTimeSeconds(1_767_225_600);

    public override DateTimeOffset GetUtcNow() => Now;
}
