using System.Runtime.InteropServices;

namespace NetWatch.Host.Collection;

/// <summary>
/// How much processor time a thread gets beside others. A thread that was left alone in a plugin can't be ended; on Linux it can be made to
/// give way to all others (setpriority(2), which there knows single threads, and needs no privilege downwards).
/// </summary>
readonly partial struct ThreadWeight
{
    const int WhichProcess = 0, Least = 19;

    readonly int _thread;

    ThreadWeight(int thread) => _thread = thread;

    /// <summary>That of the calling thread.</summary>
    internal static ThreadWeight OfThisThread()
    {
        if (!OperatingSystem.IsLinux()) return default;
        try
        {
            return new ThreadWeight(GetThread());
        }
        catch (EntryPointNotFoundException)
        {
            // A C library older than glibc 2.30.
            return default;
        }
    }

    /// <summary>Makes it the least there is. Any thread.</summary>
    internal void Lower()
    {
        if (_thread > 0) _ = SetPriority(WhichProcess, _thread, Least);
    }

    [LibraryImport("libc", EntryPoint = "gettid")]
    private static partial int GetThread();

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, int who, int priority);
}
