using System.Security.Cryptography;
using NetWatch.Sdk.Protocols.Quic;

namespace NetWatch.Plugins.QuicDecryption;

/// <summary>
/// The protection of one direction of application data, through key updates (RFC 9001 §6): the phase in use, the one before for packets that
/// were overtaken, and those to come, also when updates went by unseen.
/// </summary>
sealed class ShortKeys
{
    const byte PhaseBit = 0x04;
    const int MaxHeader = 1 + QuicLongHeader.MaxConnectionId + 4;
    const int MaxTrials = 48;

    // A capture that missed more updates than this in a row has missed so much else.
    const int MaxUpdatesAhead = 4;

    readonly byte[] _secret = new byte[48];
    QuicHeaderProtection? _header;
    QuicAead? _current, _previous, _next;
    QuicVersion _version;
    QuicCipherSuite _suite;
    long _largest = -1;
    bool _phase;
    int _trials;

    /// <summary>The suite that opened a packet; 0 before.</summary>
    internal ushort Suite => _header is null ? (ushort)0 : _suite.Number;

    /// <summary>How many key updates were followed.</summary>
    internal int Updates { get; private set; }

    /// <summary>The highest number of a packet that was opened; −1 before.</summary>
    internal long Largest => _largest;

    /// <summary>The number of the packet that was opened last.</summary>
    internal long Latest { get; private set; }

    internal void Reset()
    {
        Drop();
        _trials = 0;
        _largest = -1;
        Updates = 0;
        CryptographicOperations.ZeroMemory(_secret);
    }

    /// <summary>Opens a packet; −1 when it can't.</summary>
    /// <param name="version">The version of the connection.</param>
    /// <param name="secret">The first secret of the direction.</param>
    /// <param name="suite">The suite, or 0 where it is not known.</param>
    /// <param name="packet">The packet to the end of its datagram.</param>
    /// <param name="idLength">Length of its destination connection id.</param>
    /// <param name="plaintext">Takes its frames.</param>
    internal int Open(QuicVersion version, ReadOnlySpan<byte> secret, ushort suite, ReadOnlySpan<byte> packet, int idLength, Span<byte> plaintext)
    {
        if (_header is not null) return Open(packet, idLength, plaintext);
        foreach (ushort candidate in SuiteChoice.For(secret.Length, suite))
        {
            if (_trials++ >= MaxTrials) return -1;
            Begin(version, new QuicCipherSuite(candidate), secret);
            int length = Open(packet, idLength, plaintext);
            if (length >= 0) return length;
            Drop();
        }

        return -1;
    }

    void Begin(QuicVersion version, QuicCipherSuite suite, ReadOnlySpan<byte> secret)
    {
        (_version, _suite, _phase) = (version, suite, false);
        secret.CopyTo(_secret);
        _header = Header(secret);
        _current = Ahead(0);
    }

    void Drop()
    {
        _header?.Dispose();
        _current?.Dispose();
        _previous?.Dispose();
        _next?.Dispose();
        (_header, _current, _previous, _next) = (null, null, null, null);
    }

    int Open(ReadOnlySpan<byte> packet, int idLength, Span<byte> plaintext)
    {
        Span<byte> header = stackalloc byte[MaxHeader];
        int numberLength = _header!.Remove(packet, 1 + idLength, header, out uint sent);
        if (numberLength == 0) return -1;
        header = header[..(1 + idLength + numberLength)];
        long number = QuicPacketNumber.Decode(_largest, sent, numberLength);
        ReadOnlySpan<byte> payload = packet[header.Length..];
        bool phase = (header[0] & PhaseBit) != 0;
        if (!TryPhases(phase, number, header, payload, plaintext)) return -1;
        Latest = number;
        if (number > _largest) _largest = number;
        return payload.Length - QuicAead.TagSize;
    }

    bool TryPhases(bool phase, long number, ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload, Span<byte> plaintext)
    {
        if (phase == _phase)
        {
            if (_current!.TryOpen(number, header, payload, plaintext)) return Succeed();
            // The bit is that of every second update.
            return TryAhead(2, number, header, payload, plaintext);
        }

        // Overtaken by the update, or the first one behind it.
        if (_previous is not null && _previous.TryOpen(number, header, payload, plaintext)) return Succeed();
        _next ??= Ahead(1);
        if (!_next.TryOpen(number, header, payload, plaintext)) return TryAhead(3, number, header, payload, plaintext);
        Advance(1);
        return Succeed();
    }

    bool Succeed()
    {
        _trials = 0;
        return true;
    }

    bool TryAhead(int first, long number, ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload, Span<byte> plaintext)
    {
        for (int updates = first; updates <= MaxUpdatesAhead && _largest >= 0; updates += 2)
        {
            if (_trials++ >= MaxTrials) return false;
            using QuicAead ahead = Ahead(updates);
            if (!ahead.TryOpen(number, header, payload, plaintext)) continue;
            Advance(updates);
            return Succeed();
        }

        return false;
    }

    QuicHeaderProtection Header(ReadOnlySpan<byte> secret) => new(_version, _suite, secret);

    QuicAead Ahead(int updates)
    {
        Span<byte> secret = stackalloc byte[48];
        Derive(updates, secret);
        var aead = new QuicAead(_version, _suite, secret[.._suite.SecretLength]);
        CryptographicOperations.ZeroMemory(secret);
        return aead;
    }

    void Derive(int updates, Span<byte> secret)
    {
        int length = _suite.SecretLength;
        _secret.CopyTo(secret);
        Span<byte> next = stackalloc byte[48];
        for (int i = 0; i < updates; i++)
        {
            QuicSecrets.DeriveNext(_version, _suite, secret[..length], next);
            next.CopyTo(secret);
        }
    }

    void Advance(int updates)
    {
        Span<byte> secret = stackalloc byte[48];
        _previous?.Dispose();
        _previous = null;
        if (updates == 1) (_previous, _current) = (_current, _next);
        else _current!.Dispose();
        if (updates > 1)
        {
            _next?.Dispose();
            _current = Ahead(updates);
        }

        Derive(updates, secret);
        secret.CopyTo(_secret);
        _next = null;
        _phase ^= (updates & 1) != 0;
        Updates += updates;
    }
}
