using Xunit.Sdk;

namespace NetWatch.Live.Tests.Network;

/// <summary>
/// A test that needs root, since it makes network namespaces, and that may find out only while it runs that something else is
/// missing (<see cref="LiveTest.Require"/>). It is then skipped with the reason; where CI=true it fails instead, so that a build
/// machine can't leave it out in silence.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("NetWatch.Live.Tests.Network.LiveTestDiscoverer", "NetWatch.Live.Tests")]
public sealed class RootFactAttribute : FactAttribute
{
    public RootFactAttribute()
    {
        if (LiveTest.MustRun) return;
        if (!OperatingSystem.IsLinux()) Skip = "It makes Linux network namespaces.";
        else if (!Environment.IsPrivilegedProcess) Skip = "It makes network namespaces: run it as root.";
        else if (!LiveTest.CanMakeNamespaces) Skip = "It makes network namespaces: install iproute2, and allow it CAP_SYS_ADMIN and CAP_NET_ADMIN.";
    }
}
