using System.Runtime.Intrinsics;
using System.Security.Cryptography;

namespace NetWatch.Sdk.Protocols.Quic;

/// <summary>
/// Takes the protection off the first byte and the packet number (RFC 9001 §5.4). One object serves one direction of one connection at
/// one level, on one thread; it outlives key updates, and allocates nothing after it is made.
/// </summary>
public sealed class QuicHeaderProtection : IDisposable
{
    const int SampleSize = 16;
    const int MaxNumber = 4;

    // One of them is there.
    byte[]? _schedule;
    byte[]? _chaChaKey;
    FrameworkEcb? _framework;

    /// <summary>Makes it from a secret.</summary>
    /// <param name="version">The version, for its labels.</param>
    /// <param name="suite">A suite that <see cref="QuicCipherSuite.IsKnown"/>.</param>
    /// <param name="secret">The secret of the direction and level.</param>
    public QuicHeaderProtection(QuicVersion version, QuicCipherSuite suite, ReadOnlySpan<byte> secret)
    {
        Span<byte> key = stackalloc byte[suite.KeyLength];
        QuicSecrets.ExpandLabel(suite.Hash, secret, version.HeaderLabel, key);
        SetKey(suite, key);
        CryptographicOperations.ZeroMemory(key);
    }

    /// <summary>Makes one without a key, which has to be set before anything is asked of it.</summary>
    internal QuicHeaderProtection()
    {
    }

    /// <summary>Takes a key instead of the one before, of the same suite.</summary>
    internal void SetKey(QuicCipherSuite suite, ReadOnlySpan<byte> key)
    {
        if (suite.IsChaCha20)
        {
            _chaChaKey = key.ToArray();
        }
        else if (suite.KeyLength == Aes128.KeySize && AesInstructions.AreThere)
        {
            _schedule ??= new byte[Aes128.ScheduleSize];
            Aes128.Expand(key, _schedule);
        }
        else
        {
            _framework?.Dispose();
            _framework = new FrameworkEcb(key);
        }
    }

    /// <summary>Copies the header of a packet without its protection.</summary>
    /// <param name="packet">The packet from its first byte to its end.</param>
    /// <param name="packetNumberOffset">Where its packet number begins.</param>
    /// <param name="header">Takes the header up to and with the packet number: <paramref name="packetNumberOffset"/> + 4 bytes are enough.</param>
    /// <param name="number">The packet number as it was sent.</param>
    /// <returns>Length of the packet number in bytes, 1 to 4; 0 when the packet is too short to have a sample (RFC 9001 §5.4.2).</returns>
    public int Remove(ReadOnlySpan<byte> packet, int packetNumberOffset, Span<byte> header, out uint number)
    {
        number = 0;
        int sampleAt = packetNumberOffset + MaxNumber;
        if (packetNumberOffset < 1 || packet.Length < sampleAt + SampleSize || header.Length < sampleAt) return 0;
        Span<byte> mask = stackalloc byte[SampleSize];
        MakeMask(packet.Slice(sampleAt, SampleSize), mask);
        packet[..sampleAt].CopyTo(header);
        header[0] ^= (byte)(mask[0] & (QuicLongHeader.IsLong(packet[0]) ? 0x0F : 0x1F));
        int length = (header[0] & 3) + 1;
        for (int i = 0; i < length; i++)
        {
            byte value = (byte)(header[packetNumberOffset + i] ^ mask[1 + i]);
            header[packetNumberOffset + i] = value;
            number = number << 8 | value;
        }

        return length;
    }

    void MakeMask(ReadOnlySpan<byte> sample, Span<byte> mask)
    {
        if (_schedule is not null) Aes128.Encrypt(_schedule, Vector128.Create(sample)).CopyTo(mask);
        else if (_chaChaKey is not null) ChaCha20Block.Write(_chaChaKey, sample, mask);
        else _framework!.Encrypt(sample, mask);
    }

    /// <summary>Lets go of the key.</summary>
    public void Dispose()
    {
        _framework?.Dispose();
        _schedule?.AsSpan().Clear();
        _chaChaKey?.AsSpan().Clear();
    }
}
