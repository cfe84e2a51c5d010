using System.Globalization;

namespace NetWatch.Plugins.Attribution.Processes;

/// <summary>When the machine was started, from which the kernel counts the start of processes.</summary>
internal static class BootTime
{
    internal static DateTimeOffset Read(string path, TimeProvider time)
    {
        try
        {
            string[] fields = File.ReadAllText(path).Split(' ');
            return double.TryParse(fields[0], NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds) && seconds is >= 0 and < 1e10
                ? time.GetUtcNow().AddSeconds(-seconds)
                : time.GetUtcNow();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return time.GetUtcNow();
        }
    }
}
