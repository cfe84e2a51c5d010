namespace NetWatch.Templates.Tests;

/// <summary>A theory that restores packages, without a network; skipped with the reason where those are not at hand, and failed on a build server.</summary>
[AttributeUsage(AttributeTargets.Method)]
sealed class OfflineTheoryAttribute : TheoryAttribute
{
    public OfflineTheoryAttribute() => Skip = BuildFacts.IsBuildServer ? null : BuildFacts.OfflineObstacle;
}
