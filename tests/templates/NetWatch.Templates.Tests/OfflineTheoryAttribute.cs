namespace NetWatch.Templates.Tests;

/// <summary>A theory that restores packages, without a network; skipped with the reason where those are not at hand.</summary>
[AttributeUsage(AttributeTargets.Method)]
sealed class OfflineTheoryAttribute : TheoryAttribute
{
    public OfflineTheoryAttribute() => Skip = BuildFacts.OfflineObstacle;
}
