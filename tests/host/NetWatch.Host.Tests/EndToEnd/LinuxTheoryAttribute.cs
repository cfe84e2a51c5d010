namespace NetWatch.Host.Tests.EndToEnd;

/// <summary>A test of what only Linux has: /dev/full, capabilities.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LinuxTheoryAttribute : TheoryAttribute
{
    public LinuxTheoryAttribute()
    {
        if (!OperatingSystem.IsLinux()) Skip = "It needs Linux.";
    }
}
