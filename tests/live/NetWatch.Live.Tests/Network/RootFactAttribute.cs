namespace NetWatch.Live.Tests.Network;

/// <summary>
/// A test that needs root, since it makes network namespaces. Elsewhere it is skipped with the reason; where CI=true it runs and
/// fails, so that a build machine can't leave it out in silence.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RootFactAttribute : FactAttribute
{
    public RootFactAttribute()
    {
        bool mustRun = string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);
        if (mustRun) return;
        if (!OperatingSystem.IsLinux()) Skip = "It makes Linux network namespaces.";
        else if (!Environment.IsPrivilegedProcess) Skip = "It makes network namespaces: run it as root.";
    }
}
