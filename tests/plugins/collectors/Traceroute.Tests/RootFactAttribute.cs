namespace NetWatch.Plugins.Traceroute.Tests;

/// <summary>A test that makes network namespaces; needs Linux, root and ip (Debian: iproute2). With CI=true it fails instead of being skipped.</summary>
sealed class RootFactAttribute : FactAttribute
{
    public RootFactAttribute()
    {
        bool canMake = OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && (File.Exists("/usr/sbin/ip") || File.Exists("/sbin/ip") || File.Exists("/usr/bin/ip"));
        if (!canMake && Environment.GetEnvironmentVariable("CI") != "true") Skip = "Makes network namespaces: needs Linux, root and ip of iproute2.";
    }
}
