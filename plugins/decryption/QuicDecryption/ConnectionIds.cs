using NetWatch.Sdk.Protocols.Quic;

namespace NetWatch.Plugins.QuicDecryption;

/// <summary>
/// The connection ids that one end has given out. A packet with a short header does not say how long its id is (RFC 9000 §17.3.1): the one
/// who chose the id knows, and who has seen it being given out.
/// </summary>
sealed class ConnectionIds
{
    const int MaxIds = 64;
    const int Stride = QuicLongHeader.MaxConnectionId;

    readonly byte[] _ids = new byte[MaxIds * Stride];
    readonly byte[] _lengths = new byte[MaxIds];
    int _count, _next;
    int _usual = -1;
    bool _isChosen;

    internal void Reset()
    {
        _count = _next = 0;
        _usual = -1;
        _isChosen = false;
    }

    /// <summary>An id that the end chose itself.</summary>
    internal void Add(ReadOnlySpan<byte> id)
    {
        _usual = id.Length;
        _isChosen = true;
        if (id.IsEmpty || id.Length > Stride || IndexOf(id) >= 0) return;
        id.CopyTo(_ids.AsSpan(_next * Stride));
        _lengths[_next] = (byte)id.Length;
        _next = (_next + 1) % MaxIds;
        if (_count < MaxIds) _count++;
    }

    /// <summary>An id that the other end sends to: as good as chosen while nothing of this end was seen.</summary>
    internal void Guess(ReadOnlySpan<byte> id)
    {
        if (!_isChosen) _usual = id.Length;
    }

    /// <summary>Length of the id that a packet to this end begins with, behind its first byte; −1 when nothing is known.</summary>
    internal int LengthIn(ReadOnlySpan<byte> packet)
    {
        if (packet.IsEmpty) return -1;
        ReadOnlySpan<byte> rest = packet[1..];
        for (int i = 0; i < _count; i++)
        {
            int length = _lengths[i];
            if (rest.StartsWith(_ids.AsSpan(i * Stride, length))) return length;
        }

        // Ids that were given out unseen are as long as the others, as a rule.
        return _usual;
    }

    int IndexOf(ReadOnlySpan<byte> id)
    {
        for (int i = 0; i < _count; i++)
        {
            if (_ids.AsSpan(i * Stride, _lengths[i]).SequenceEqual(id)) return i;
        }

        return -1;
    }
}
