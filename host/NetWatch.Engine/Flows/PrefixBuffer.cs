using System.Buffers;

namespace NetWatch.Engine.Flows;

/// <summary>
/// The first bytes of a direction (or its latest datagram) while classifiers want to see more. Lies within its flow's content: handle
/// it by reference.
/// </summary>
struct PrefixBuffer
{
    // Most flows that nobody knows at once begin with few bytes, and each that waits holds its own.
    const int Least = 256;

    byte[]? _bytes;

    internal int Length { get; private set; }

    /// <summary>What is missing behind the bytes will never come.</summary>
    internal bool IsClosed { get; set; }

    internal int Datagrams { get; set; }

    internal readonly ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, Length);

    internal void Append(ReadOnlySpan<byte> bytes)
    {
        if (_bytes is null || _bytes.Length < Length + bytes.Length)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(Length + bytes.Length, Least));
            Bytes.CopyTo(larger);
            if (_bytes is not null) ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = larger;
        }

        bytes.CopyTo(_bytes.AsSpan(Length));
        Length += bytes.Length;
    }

    internal void Replace(ReadOnlySpan<byte> bytes)
    {
        Length = 0;
        Append(bytes);
    }

    internal void Release()
    {
        if (_bytes is not null) ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = null;
        Length = 0;
        IsClosed = false;
        Datagrams = 0;
    }
}
