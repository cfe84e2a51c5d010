namespace NetWatch.Plugins.Health.Tests;

/// <summary>A test that needs the sockets of Linux.</summary>
sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute()
    {
        if (!OperatingSystem.IsLinux()) Skip = "ICMP sockets of this form are those of Linux.";
    }
}
