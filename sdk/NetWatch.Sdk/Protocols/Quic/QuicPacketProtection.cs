namespace NetWatch.Sdk.Protocols.Quic;

/// <summary>
/// Header and packet protection of one direction at one level, for levels without key updates: Initial, 0-RTT and Handshake (RFC 9001 §5).
/// One object serves one connection on one thread, and allocates nothing after it is made.
/// </summary>
public sealed class QuicPacketProtection : IDisposable
{
    const int MaxHeader = 2048;

    readonly QuicHeaderProtection _header;
    readonly QuicAead _aead;
    long _largest = -1;

    /// <summary>Makes it from a secret.</summary>
    /// <param name="version">The version, for its labels.</param>
    /// <param name="suite">A suite that <see cref="QuicCipherSuite.IsKnown"/>.</param>
    /// <param name="secret">The secret of the direction and level.</param>
    public QuicPacketProtection(QuicVersion version, QuicCipherSuite suite, ReadOnlySpan<byte> secret)
    {
        _header = new QuicHeaderProtection(version, suite, secret);
        _aead = new QuicAead(version, suite, secret);
    }

    /// <summary>Makes one without keys, which have to be set before anything is opened.</summary>
    internal QuicPacketProtection()
    {
        _header = new QuicHeaderProtection();
        _aead = new QuicAead();
    }

    /// <summary>Takes the keys of Initial packets instead of those before.</summary>
    /// <param name="version">The version, for its labels.</param>
    /// <param name="secret">The secret of the direction, made a key.</param>
    internal void SetInitial(QuicVersion version, ReadOnlySpan<uint> secret)
    {
        var suite = new QuicCipherSuite(QuicCipherSuite.Aes128Gcm);
        Span<byte> key = stackalloc byte[Aes128.KeySize], iv = stackalloc byte[QuicAead.NonceSize], header = stackalloc byte[Aes128.KeySize];
        QuicSecrets.ExpandLabel(secret, version.KeyLabel, key);
        QuicSecrets.ExpandLabel(secret, version.IvLabel, iv);
        QuicSecrets.ExpandLabel(secret, version.HeaderLabel, header);
        _aead.SetKey(suite, key, iv);
        _header.SetKey(suite, header);
        _largest = -1;
    }

    /// <summary>Opens a packet, and remembers its number for those that follow.</summary>
    /// <param name="packet">The packet from its first byte to its end; what else is in the datagram is not part of it.</param>
    /// <param name="packetNumberOffset">Where its packet number begins: <see cref="QuicLongHeader.PacketNumberOffset"/>.</param>
    /// <param name="plaintext">Takes the frames; as long as the packet is enough.</param>
    /// <param name="packetNumber">The packet number; −1 on false.</param>
    /// <param name="length">How many bytes of frames there are.</param>
    /// <returns>False when it was not made with this secret.</returns>
    public bool TryOpen(ReadOnlySpan<byte> packet, int packetNumberOffset, Span<byte> plaintext, out long packetNumber, out int length)
    {
        packetNumber = -1;
        length = 0;
        // A token takes part in the header, and may be as long as the datagram.
        if (packetNumberOffset > packet.Length - 4) return false;
        Span<byte> header = packetNumberOffset + 4 <= MaxHeader ? stackalloc byte[MaxHeader] : new byte[packetNumberOffset + 4];
        int numberLength = _header.Remove(packet, packetNumberOffset, header, out uint number);
        if (numberLength == 0) return false;
        long whole = QuicPacketNumber.Decode(_largest, number, numberLength);
        int headerLength = packetNumberOffset + numberLength;
        if (!_aead.TryOpen(whole, header[..headerLength], packet[headerLength..], plaintext)) return false;
        packetNumber = whole;
        length = packet.Length - headerLength - QuicAead.TagSize;
        if (whole > _largest) _largest = whole;
        return true;
    }

    /// <summary>Lets go of the keys.</summary>
    public void Dispose()
    {
        _header.Dispose();
        _aead.Dispose();
    }
}
