using NetWatch.Engine.Decryption;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Host.Decryption;

/// <summary>Where the secrets of this run come from: a key log file, followed while a capture is live, and the captures themselves.</summary>
sealed class KeySources : IDisposable
{
    // Well below a second, so that a request is shown with its keys at once.
    static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    readonly KeyLogFile? _file;
    readonly Lock _gate = new();
    ITimer? _timer;
    bool _isDisposed;

    /// <summary>Makes them; nothing is read yet.</summary>
    /// <param name="keyLog">The key log file, or null.</param>
    internal KeySources(string? keyLog)
    {
        if (keyLog is null) return;
        _file = new KeyLogFile(keyLog, Ring);
        Ring.Activate();
    }

    internal KeyRing Ring { get; } = new();

    /// <summary>The key log file, or null.</summary>
    internal string? KeyLog => _file?.Path;

    /// <summary>Reads the key log as it stands; what is wrong with it in one sentence, or null.</summary>
    internal string? LoadOnce()
    {
        Ring.Close();
        if (_file is null) return null;
        bool exists = _file.Poll();
        _file.Complete();
        if (exists) return null;
        return _file.Fault is { } fault ? $"{_file.Path}: {fault.TrimEnd('.')}; name a key log file." : $"{_file.Path}: there is no such key log file; check the name.";
    }

    /// <summary>Follows the key log from here on, on a thread of its own; it need not exist yet.</summary>
    internal void Follow(TimeProvider time)
    {
        if (_file is null) return;
        Look();
        _timer = time.CreateTimer(_ => Look(), null, Interval, Interval);
    }

    // A look that takes longer than the interval is not started twice.
    void Look()
    {
        if (!_gate.TryEnter()) return;
        try
        {
            if (!_isDisposed) _file!.Poll();
        }
        finally
        {
            _gate.Exit();
        }
    }

    /// <summary>What is wrong with the key log while it is followed, or null. Any thread.</summary>
    internal string? Fault => _file?.Fault is { } fault ? $"{_file.Path}: {fault}" : null;

    /// <summary>What of the keys could not be used.</summary>
    internal IEnumerable<DropCounter> Drops() => Ring.Counters.Drops();

    public void Dispose()
    {
        _timer?.Dispose();
        lock (_gate) _isDisposed = true;
    }
}
