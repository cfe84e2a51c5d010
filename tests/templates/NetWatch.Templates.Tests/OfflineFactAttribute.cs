namespace NetWatch.Templates.Tests;

/// <summary>A test that restores packages, without a network; skipped with the reason where those are not at hand, and failed on a build server.</summary>
[AttributeUsage(AttributeTargets.Method)]
sealed class OfflineFactAttribute : FactAttribute
{
    public OfflineFactAttribute() => Skip = BuildFacts.IsBuildServer ? null : BuildFacts.OfflineObstacle;
}
