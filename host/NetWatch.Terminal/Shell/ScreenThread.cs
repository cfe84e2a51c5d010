using System.Runtime.ExceptionServices;

namespace NetWatch.Terminal.Shell;

/// <summary>A thread that draws and handles until the user leaves, or until it was given up in a call that does not come back.</summary>
sealed class ScreenThread
{
    readonly object _gate = new();
    bool _isOver;
    int _exitCode;
    ExceptionDispatchInfo? _failure;

    /// <summary>Starts it.</summary>
    /// <param name="loop">Draws and handles; returns the exit code.</param>
    public ScreenThread(Func<int> loop) => new Thread(() =>
    {
        try
        {
            _exitCode = loop();
            End();
        }
        catch (AbandonedCallException)
        {
            // Another one draws since long.
        }
        catch (Exception error)
        {
            _failure = ExceptionDispatchInfo.Capture(error);
            End();
        }
    }) { IsBackground = true, Name = "screen" }.Start();

    /// <summary>Waits for its end. Returns whether it has come.</summary>
    public bool Wait(TimeSpan longest)
    {
        lock (_gate) return _isOver || (Monitor.Wait(_gate, longest) && _isOver);
    }

    /// <summary>The exit code, or what it threw. After <see cref="Wait"/>.</summary>
    public int ExitCode()
    {
        _failure?.Throw();
        return _exitCode;
    }

    void End()
    {
        lock (_gate)
        {
            _isOver = true;
            Monitor.PulseAll(_gate);
        }
    }
}
