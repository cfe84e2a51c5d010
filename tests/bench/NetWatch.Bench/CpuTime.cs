using System.Diagnostics;

namespace NetWatch.Bench;

/// <summary>Processor time of this process: unlike wall time it does not count what other programs take of a busy machine.</summary>
static class CpuTime
{
    internal static TimeSpan Now
    {
        get
        {
            using var process = Process.GetCurrentProcess();
            return process.TotalProcessorTime;
        }
    }
}
