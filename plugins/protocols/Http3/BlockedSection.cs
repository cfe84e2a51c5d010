using System.Buffers;
using NetWatch.Sdk.Packets;

namespace NetWatch.Plugins.Http3;

/// <summary>A field section that waits for the dynamic table (RFC 9204 §2.1.2).</summary>
readonly struct BlockedSection
{
    readonly byte[] _bytes;
    readonly int _length;
    readonly int _generation;

    internal BlockedSection(MessageStream stream, int direction, ReadOnlySpan<byte> section, Timestamp time)
    {
        (Stream, Direction, Time) = (stream, direction, time);
        (_generation, _length) = (stream.Generation, section.Length);
        _bytes = ArrayPool<byte>.Shared.Rent(section.Length);
        section.CopyTo(_bytes);
    }

    internal MessageStream Stream { get; }

    /// <summary>Whether the stream is still the one that the section came on: the object may serve another since.</summary>
    internal bool IsCurrent => Stream.Generation == _generation;

    internal int Direction { get; }

    internal Timestamp Time { get; }

    internal ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    internal int Length => _length;

    internal void Release() => ArrayPool<byte>.Shared.Return(_bytes);
}
