using System.Globalization;

namespace NetWatch.Host.Running;

/// <summary>
/// How much memory the program may take while a screen is shown. What asks for more, most likely a plugin that allocates without end, is
/// refused it where it asks (OutOfMemoryException), is counted as faulty there, and what it held is free again; without a ceiling it would
/// take the memory of the whole machine, until the kernel ends this program or another.
/// </summary>
static class MemoryCeiling
{
    const string Key = "GCHeapHardLimit";
    const long Live = 2L << 30, Files = 8L << 30;

    // Below this it would refuse what the program itself takes: the ring of a capture file alone has 512 MiB.
    const long LeastLive = 256L << 20, LeastFiles = 3L << 29;

    /// <summary>Puts the ceiling in place, unless the user has set one (DOTNET_GCHeapHardLimit).</summary>
    internal static void Set(bool isLive)
    {
        if (GC.GetConfigurationVariables().TryGetValue(Key, out object? set) && Convert.ToInt64(set, CultureInfo.InvariantCulture) > 0) return;
        long before = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (Of(before, isLive) is not { } bytes) return;
        AppContext.SetData(Key, (ulong)bytes);
        try
        {
            GC.RefreshMemoryLimit();
        }
        catch (InvalidOperationException)
        {
            // The runtime can't keep it; the program goes on without, as it did before.
        }
    }

    /// <summary>The ceiling in bytes; null on a machine that has so little that none is left to it.</summary>
    internal static long? Of(long available, bool isLive)
    {
        long bytes = Math.Min(isLive ? Live : Files, available / 4 * 3);
        return bytes < (isLive ? LeastLive : LeastFiles) ? null : bytes;
    }
}
