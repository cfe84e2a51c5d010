using NetWatch.Engine.Decryption;

namespace NetWatch.Host.Decryption;

/// <summary>One key log that is looked at again and again. A look that takes long is not started twice, and nobody waits for it.</summary>
sealed class FollowedKeyLog(string path, KeyRing ring)
{
    readonly KeyLogFile _file = new(path, ring);
    readonly Lock _gate = new();
    KeyLogStatus _status = new(path, false, null, 0, 0, 0, null);
    bool _isOver;

    /// <summary>How it stands since the last look. Any thread.</summary>
    internal KeyLogStatus Status => Volatile.Read(ref _status);

    /// <summary>Looks once. Any thread. Returns whether anything has changed.</summary>
    internal bool Look()
    {
        if (!_gate.TryEnter()) return false;
        try
        {
            return !Volatile.Read(ref _isOver) && Poll();
        }
        finally
        {
            _gate.Exit();
        }
    }

    /// <summary>Reads it as it stands to its end; it is complete.</summary>
    internal KeyLogStatus LoadOnce()
    {
        lock (_gate)
        {
            Poll();
            _file.Complete();
            return Status;
        }
    }

    bool Poll()
    {
        bool isThere = _file.Poll();
        var now = new KeyLogStatus(path, isThere, _file.Fault, _file.Position, _file.Lines.Good, _file.Lines.Malformed, _file.Written);
        if (now == _status) return false;
        Volatile.Write(ref _status, now);
        return true;
    }

    /// <summary>No look follows. Any thread; waits for nothing.</summary>
    internal void End() => Volatile.Write(ref _isOver, true);
}
