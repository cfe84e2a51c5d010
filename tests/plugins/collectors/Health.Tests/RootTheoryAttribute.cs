namespace NetWatch.Plugins.Health.Tests;

/// <summary>A theory that makes network namespaces; elsewhere it says why it is skipped, and with CI=true it fails instead.</summary>
sealed class RootTheoryAttribute : TheoryAttribute
{
    public RootTheoryAttribute()
    {
        if (Environment.GetEnvironmentVariable("CI") != "true" && !(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess)) Skip = "Makes network namespaces: needs Linux, root, ip of iproute2 and ping of iputils-ping.";
    }
}
