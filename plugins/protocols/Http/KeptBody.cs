using NetWatch.Sdk.Protocols.BitTorrent;

namespace NetWatch.Plugins.Http;

/// <summary>The first bytes of the one kind of body that is kept, because it tells something: the answer of a BitTorrent tracker.</summary>
sealed class KeptBody
{
    readonly byte[] _bytes = new byte[HttpTracker.MaxAnswer];
    int _length;

    internal ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    internal void Clear() => _length = 0;

    internal void Add(ReadOnlySpan<byte> bytes)
    {
        bytes = bytes[..Math.Min(bytes.Length, _bytes.Length - _length)];
        bytes.CopyTo(_bytes.AsSpan(_length));
        _length += bytes.Length;
    }
}
