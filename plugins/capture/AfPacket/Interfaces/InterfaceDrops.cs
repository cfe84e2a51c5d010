using System.Buffers.Text;
using Microsoft.Win32.SafeHandles;

namespace NetWatch.Plugins.AfPacket.Interfaces;

/// <summary>
/// What an interface dropped before any capture could see it: rx_missed_errors and rx_fifo_errors of its statistics. Not
/// rx_dropped: it also counts packets that no protocol wanted, and those the capture has seen. The files stay open, so they can still
/// be read when the process has given its view of /sys up.
/// </summary>
internal sealed class InterfaceDrops : IDisposable
{
    readonly SafeFileHandle[] _counters;
    readonly long _before;

    /// <summary>The counters of an interface, or of none when they can't be read; they count from now on.</summary>
    internal InterfaceDrops(string statisticsFolder)
    {
        _counters = [.. Open(statisticsFolder, "rx_missed_errors"), .. Open(statisticsFolder, "rx_fifo_errors")];
        _before = Sum();
    }

    /// <summary>How many since the capture was opened; 0 when not known.</summary>
    internal long Read() => Math.Max(0, Sum() - _before);

    public void Dispose()
    {
        foreach (SafeFileHandle counter in _counters) counter.Dispose();
    }

    static SafeFileHandle[] Open(string folder, string name)
    {
        try
        {
            return [File.OpenHandle(Path.Combine(folder, name))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // No /sys in this container: the count is then not known, which the contract says with 0.
            return [];
        }
    }

    long Sum()
    {
        Span<byte> text = stackalloc byte[24];
        long sum = 0;
        foreach (SafeFileHandle counter in _counters)
        {
            try
            {
                int length = RandomAccess.Read(counter, text, 0);
                if (Utf8Parser.TryParse(text[..length], out long value, out _)) sum += value;
            }
            catch (IOException)
            {
                // The interface is gone, and its counters with it.
            }
        }
        return sum;
    }
}
