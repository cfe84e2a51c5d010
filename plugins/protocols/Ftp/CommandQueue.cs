namespace NetWatch.Plugins.Ftp;

/// <summary>The commands without a reply, in the order they were sent, and their arguments in one piece of memory.</summary>
sealed class CommandQueue
{
    /// <summary>More commands ahead of their replies than any client sends.</summary>
    internal const int Capacity = 32;

    const int MaxKept = 4096;

    PendingCommand[] _ring = new PendingCommand[1];
    byte[] _arguments = [];
    int _first;
    int _used;

    internal int Count { get; private set; }

    internal ref PendingCommand Oldest => ref _ring[_first];

    internal void Clear()
    {
        Array.Clear(_ring);
        _first = _used = Count = 0;
        // Who waits to be used again holds no more than usual.
        if (_arguments.Length > MaxKept) _arguments = [];
    }

    /// <summary>The argument of a command of this queue, as UTF-8.</summary>
    internal ReadOnlySpan<byte> ArgumentOf(in PendingCommand command) => command.Length <= 0 ? default : _arguments.AsSpan(command.Start, command.Length);

    /// <summary>Adds a command; there must be less than <see cref="Capacity"/>.</summary>
    /// <param name="command">The command.</param>
    /// <param name="argument">Its argument.</param>
    /// <param name="hasArgument">False when there is none.</param>
    internal void Add(PendingCommand command, ReadOnlySpan<byte> argument, bool hasArgument)
    {
        if (Count == _ring.Length) Grow();
        if (Count == 0) _used = 0;
        if (_arguments.Length - _used < argument.Length) MakeRoom(argument.Length);
        argument.CopyTo(_arguments.AsSpan(_used));
        (command.Start, command.Length) = (_used, hasArgument ? argument.Length : -1);
        _used += argument.Length;
        _ring[(_first + Count) % _ring.Length] = command;
        Count++;
    }

    /// <summary>Takes the oldest away; there must be one.</summary>
    internal void Remove()
    {
        _ring[_first] = default;
        _first = (_first + 1) % _ring.Length;
        Count--;
    }

    // Who always has a command waiting must not make this grow for ever: what waits is moved to the front first.
    void MakeRoom(int length)
    {
        int start = Count == 0 ? 0 : Oldest.Start, live = _used - start;
        byte[] room = live + length <= _arguments.Length ? _arguments : new byte[Math.Max(64, (live + length) * 2)];
        _arguments.AsSpan(start, live).CopyTo(room);
        for (int i = 0; i < Count; i++) _ring[(_first + i) % _ring.Length].Start -= start;
        (_arguments, _used) = (room, live);
    }

    void Grow()
    {
        var larger = new PendingCommand[_ring.Length * 4];
        for (int i = 0; i < Count; i++) larger[i] = _ring[(_first + i) % _ring.Length];
        (_ring, _first) = (larger, 0);
    }
}
