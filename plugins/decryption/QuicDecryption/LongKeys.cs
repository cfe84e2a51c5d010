using NetWatch.Sdk.Protocols.Quic;

namespace NetWatch.Plugins.QuicDecryption;

/// <summary>The protection of one direction at the level of 0-RTT or Handshake: made when its secret is known, settled when a packet opens.</summary>
sealed class LongKeys
{
    // Packets that do not open cost work; a stranger may send any number of them.
    const int MaxTrials = 32;

    QuicPacketProtection? _protection;
    int _trials;

    /// <summary>The suite that opened a packet; 0 before.</summary>
    internal ushort Suite { get; private set; }

    /// <summary>The number of the packet that was opened last.</summary>
    internal long Latest { get; private set; }

    internal void Reset()
    {
        _protection?.Dispose();
        _protection = null;
        _trials = 0;
        Suite = 0;
    }

    /// <summary>Opens a packet; −1 when it can't.</summary>
    internal int Open(QuicVersion version, ReadOnlySpan<byte> secret, ushort suite, ReadOnlySpan<byte> packet, int packetNumberOffset, Span<byte> plaintext)
    {
        if (_protection is not null) return TryOpen(_protection, packet, packetNumberOffset, plaintext, out int known) ? known : -1;
        foreach (ushort candidate in SuiteChoice.For(secret.Length, suite))
        {
            if (_trials++ >= MaxTrials) return -1;
            var protection = new QuicPacketProtection(version, new QuicCipherSuite(candidate), secret);
            if (TryOpen(protection, packet, packetNumberOffset, plaintext, out int length))
            {
                (_protection, Suite) = (protection, candidate);
                return length;
            }

            protection.Dispose();
        }

        return -1;
    }

    bool TryOpen(QuicPacketProtection protection, ReadOnlySpan<byte> packet, int packetNumberOffset, Span<byte> plaintext, out int length)
    {
        if (!protection.TryOpen(packet, packetNumberOffset, plaintext, out long number, out length)) return false;
        Latest = number;
        return true;
    }
}
