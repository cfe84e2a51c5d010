using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using NetWatch.Terminal.Input;

namespace NetWatch.Terminal.Terminals;

/// <summary>Reads a terminal on a thread of its own: polls it together with a pipe that ends the wait.</summary>
[UnsupportedOSPlatform("windows")]
sealed unsafe class UnixInputReader
{
    readonly int _input;
    readonly int _wakeRead, _wakeWrite;
    readonly Action _hangUp;
    readonly InputParser _parser;
    readonly Thread _thread;

    UnixInputReader(int input, int wakeRead, int wakeWrite, EventQueue events, Action hangUp)
    {
        _input = input;
        _wakeRead = wakeRead;
        _wakeWrite = wakeWrite;
        _hangUp = hangUp;
        _parser = new InputParser(e => events.Post(e));
        _thread = new Thread(Loop) { IsBackground = true, Name = "terminal input" };
    }

    public static UnixInputReader Start(int input, EventQueue events, Action hangUp)
    {
        int* pipe = stackalloc int[2];
        if (UnixNative.Pipe(pipe) != 0) throw new IOException($"No pipe for the keyboard (errno {Marshal.GetLastPInvokeError()}).");
        var reader = new UnixInputReader(input, pipe[0], pipe[1], events, hangUp);
        reader._thread.Start();
        return reader;
    }

    /// <summary>Ends the thread and gives the pipe back.</summary>
    public void Stop()
    {
        byte any = 0;
        UnixNative.Write(_wakeWrite, &any, 1);
        if (!_thread.Join(TimeSpan.FromSeconds(1))) return;
        UnixNative.Close(_wakeRead);
        UnixNative.Close(_wakeWrite);
    }

    void Loop()
    {
        UnixNative.PollDescriptor* watched = stackalloc UnixNative.PollDescriptor[2];
        watched[0] = new() { Descriptor = _input, Events = UnixNative.PollIn };
        watched[1] = new() { Descriptor = _wakeRead, Events = UnixNative.PollIn };
        byte* bytes = stackalloc byte[4096];
        while (true)
        {
            int ready = UnixNative.Poll(watched, 2, (int?)_parser.PendingTimeout?.TotalMilliseconds ?? -1);
            if (ready < 0 && Marshal.GetLastPInvokeError() == UnixNative.Interrupted) continue;
            if (watched[1].Returned != 0) return;
            if (ready == 0)
            {
                _parser.Timeout();
                continue;
            }

            nint count = ready < 0 ? -1 : UnixNative.Read(_input, bytes, 4096);
            if (count > 0) _parser.Feed(new ReadOnlySpan<byte>(bytes, (int)count));
            else if (count == 0 || !IsPassing(Marshal.GetLastPInvokeError()))
            {
                // The other side of the terminal is gone.
                _hangUp();
                return;
            }
        }
    }

    static bool IsPassing(int error) => error == UnixNative.Interrupted || error == UnixNative.TryAgain;
}
