using System.Buffers.Binary;
using System.Security.Cryptography;
using NetWatch.Plugins.Quic.Tests;
using NetWatch.Sdk.Protocols.Quic;

namespace NetWatch.Plugins.QuicDecryption.Tests;

/// <summary>Makes packets with a short header, of any suite, version and key phase (RFC 9001 §5, §6).</summary>
sealed class Sealed
{
    readonly QuicVersion _version;
    readonly QuicCipherSuite _suite;
    readonly byte[] _headerSecret;
    byte[] _secret;
    bool _phase;

    internal Sealed(uint version, ushort suite, byte fill)
    {
        _version = new QuicVersion(version);
        _suite = new QuicCipherSuite(suite);
        _secret = [.. Enumerable.Repeat(fill, _suite.SecretLength)];
        Secret = _headerSecret = [.. _secret];
    }

    /// <summary>The first secret, as a key log has it.</summary>
    internal byte[] Secret { get; }

    internal void Update()
    {
        byte[] next = new byte[_secret.Length];
        QuicSecrets.DeriveNext(_version, _suite, _secret, next);
        (_secret, _phase) = (next, !_phase);
    }

    internal byte[] Short(byte[] id, uint number, byte[] frames)
    {
        byte[] header = [(byte)(0x43 | (_phase ? 4 : 0)), .. id, 0, 0, 0, 0];
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(1 + id.Length), number);
        byte[] plaintext = [.. frames, .. new byte[Math.Max(0, 20 - frames.Length)]];
        byte[] sealedBytes = new byte[plaintext.Length], tag = new byte[16], iv = Expand(_secret, _version.IvLabel, 12), key = Expand(_secret, _version.KeyLabel, _suite.KeyLength);
        BinaryPrimitives.WriteUInt32BigEndian(iv.AsSpan(8), BinaryPrimitives.ReadUInt32BigEndian(iv.AsSpan(8)) ^ number);
        Encrypt(key, iv, plaintext, sealedBytes, tag, header);
        byte[] packet = [.. header, .. sealedBytes, .. tag], mask = Mask(packet.AsSpan(header.Length, 16));
        packet[0] ^= (byte)(mask[0] & 0x1F);
        for (int i = 0; i < 4; i++) packet[1 + id.Length + i] ^= mask[1 + i];
        return packet;
    }

    /// <summary>A STREAM frame with offset and length.</summary>
    internal static byte[] Stream(int id, int offset, byte[] data, bool isFin = false) =>
        [(byte)(0x0E | (isFin ? 1 : 0)), .. Packet.VarInt((ulong)id), .. Packet.VarInt((ulong)offset), .. Packet.VarInt((ulong)data.Length), .. data];

    void Encrypt(byte[] key, byte[] iv, byte[] plaintext, byte[] sealedBytes, byte[] tag, byte[] header)
    {
        switch (_suite.Number)
        {
            case QuicCipherSuite.ChaCha20Poly1305:
                using (var chaCha = new ChaCha20Poly1305(key)) chaCha.Encrypt(iv, plaintext, sealedBytes, tag, header);
                break;
            case QuicCipherSuite.Aes128Ccm:
                using (var ccm = new AesCcm(key)) ccm.Encrypt(iv, plaintext, sealedBytes, tag, header);
                break;
            default:
                using (var gcm = new AesGcm(key, 16)) gcm.Encrypt(iv, plaintext, sealedBytes, tag, header);
                break;
        }
    }

    // What the program's own header protection takes off, on bytes whose mask is all that shows: the mask itself.
    byte[] Mask(ReadOnlySpan<byte> sample)
    {
        byte[] header = new byte[5];
        using var protection = new QuicHeaderProtection(_version, _suite, _headerSecret);
        byte[] probe = [0x40, 0, 0, 0, 0, .. sample];
        int length = protection.Remove(probe, 1, header, out _);
        byte[] mask = [(byte)(header[0] ^ 0x40), .. header.AsSpan(1, 4)];
        if (length == 4) return mask;
        // A shorter number leaves the rest masked; the other bytes follow with a first byte that asks for four.
        probe[0] ^= (byte)((header[0] & 3) ^ 3);
        protection.Remove(probe, 1, header, out _);
        return [mask[0], .. header.AsSpan(1, 4)];
    }

    byte[] Expand(byte[] secret, ReadOnlySpan<byte> label, int length)
    {
        byte[] output = new byte[length];
        QuicSecrets.ExpandLabel(_suite.Hash, secret, label, output);
        return output;
    }
}
