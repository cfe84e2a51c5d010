using System.Buffers;

namespace NetWatch.Plugins.Tls;

/// <summary>
/// Holds a message that came in pieces. Grows with the bytes that are there, never with the length that a peer claims, and gives
/// its memory back to the pool as soon as the message is done. Part of what owns it: there are several in each direction of a connection.
/// </summary>
struct MessageBuffer
{
    const int FirstSize = 2048;

    byte[]? _bytes;

    internal int Length { readonly get; private set; }

    internal readonly ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, Length);

    internal void Append(ReadOnlySpan<byte> bytes)
    {
        if (_bytes is null || _bytes.Length - Length < bytes.Length) Grow(bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(Length));
        Length += bytes.Length;
    }

    internal void Release()
    {
        if (_bytes is not null) ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = null;
        Length = 0;
    }

    void Grow(int more)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(FirstSize, Math.Max(2 * Length, Length + more)));
        Bytes.CopyTo(larger);
        if (_bytes is not null) ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
