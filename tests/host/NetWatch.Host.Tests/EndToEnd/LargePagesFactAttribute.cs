namespace NetWatch.Host.Tests.EndToEnd;

/// <summary>Needs a Linux whose kernel can be asked for large pages, and as much memory as it takes that reading does so.</summary>
[AttributeUsage(AttributeTargets.Method)]
sealed class LargePagesFactAttribute : FactAttribute
{
    const string Setting = "/sys/kernel/mm/transparent_hugepage/enabled";
    const long LeastMemory = 2L << 30;

    public LargePagesFactAttribute()
    {
        if (!OperatingSystem.IsLinux()) Skip = "It needs Linux.";
        else if (!File.Exists(Setting)) Skip = $"This kernel has no large pages for anonymous memory ({Setting}).";
        else if (GC.GetGCMemoryInfo().TotalAvailableMemoryBytes < LeastMemory) Skip = "It needs 2 GiB of memory.";
    }
}
