namespace NetWatch.Engine.Files;

/// <summary>
/// A window that slides over a stream. It grows only when the bytes for it have really arrived: a header that merely claims a
/// length costs nothing.
/// </summary>
sealed class RecordBuffer(int capacity)
{
    // Small enough to stay in the second-level cache, so that a packet is still warm when it is decoded; large enough that the
    // cost of a read call vanishes.
    internal const int DefaultCapacity = 256 * 1024;

    Stream _stream = Stream.Null;
    bool _ended;

    internal byte[] Bytes { get; private set; } = new byte[capacity];

    /// <summary>Where the bytes that were not used yet begin.</summary>
    internal int Position { get; set; }

    /// <summary>Where the bytes that were not used yet end.</summary>
    internal int Filled { get; private set; }

    /// <summary>How many bytes were taken from the stream.</summary>
    internal long Taken { get; private set; }

    internal int Available => Filled - Position;

    /// <summary>Where in the stream <see cref="Position"/> is.</summary>
    internal long Offset => Taken - Available;

    /// <summary>The bytes that were not used yet.</summary>
    internal ReadOnlySpan<byte> Unused => Bytes.AsSpan(Position, Available);

    /// <summary>Begins to read another stream, from its own offset 0.</summary>
    internal void Attach(Stream stream)
    {
        _stream = stream;
        _ended = false;
        Position = 0;
        Filled = 0;
        Taken = 0;
    }

    /// <summary>Makes the next <paramref name="count"/> bytes available. False when the stream ends before.</summary>
    /// <exception cref="IOException">The stream could not be read.</exception>
    /// <exception cref="InvalidDataException">The stream is compressed and broken.</exception>
    internal bool Ensure(int count) => Filled - Position >= count || Fill(count);

    /// <summary>Passes over bytes without holding them. False when the stream ends before.</summary>
    internal bool Skip(long count)
    {
        while (count > Available)
        {
            count -= Available;
            Position = Filled;
            if (!Fill(1)) return false;
        }

        Position += (int)count;
        return true;
    }

    bool Fill(int count)
    {
        if (_ended) return false;
        Bytes.AsSpan(Position, Available).CopyTo(Bytes);
        (Position, Filled) = (0, Available);
        while (Filled < count)
        {
            if (Filled == Bytes.Length) Grow();
            int read = _stream.Read(Bytes, Filled, Bytes.Length - Filled);
            if (read <= 0)
            {
                _ended = true;
                return false;
            }

            Filled += read;
            Taken += read;
        }

        return true;
    }

    void Grow()
    {
        byte[] larger = new byte[Bytes.Length * 2];
        Bytes.AsSpan(0, Filled).CopyTo(larger);
        Bytes = larger;
    }
}
