using System.Buffers.Binary;
using System.Security.Cryptography;
using NetWatch.Sdk.Protocols.Quic;

namespace NetWatch.Sdk.Tests.Protocols.Quic;

/// <summary>Own key schedule and own ciphers against those of the system's library, with any lengths.</summary>
public sealed class QuicKeyTests
{
    readonly Random _random = new(3);

    [Fact]
    public void Labels_are_expanded_as_by_the_system()
    {
        for (int i = 0; i < 2000; i++)
        {
            HashAlgorithmName hash = i % 4 == 0 ? HashAlgorithmName.SHA384 : HashAlgorithmName.SHA256;
            // The whole of a secret beyond a block would be hashed first.
            byte[] secret = Bytes(_random.Next(i % 4 == 0 ? 48 : 32, 90)), label = Bytes(_random.Next(33)), output = new byte[_random.Next(1, 200)];
            QuicSecrets.ExpandLabel(hash, secret, label, output);
            byte[] info = [(byte)(output.Length >> 8), (byte)output.Length, (byte)(6 + label.Length), .. "tls13 "u8, .. label, 0];
            output.ShouldBe(HKDF.Expand(hash, secret, output.Length, info));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(255 * 32)]
    public void Output_of_any_length_is_expanded(int length)
    {
        byte[] secret = Bytes(32), output = new byte[length];
        QuicSecrets.ExpandLabel(HashAlgorithmName.SHA256, secret, "x"u8, output);
        output.ShouldBe(HKDF.Expand(HashAlgorithmName.SHA256, secret, length, [(byte)(length >> 8), (byte)length, 7, .. "tls13 x"u8, 0]));
    }

    [Theory]
    [InlineData(0x00000001u)]
    [InlineData(0x6B3343CFu)]
    [InlineData(0x709A50C4u)]
    [InlineData(0xFF00001Du)]
    [InlineData(0xFF000017u)]
    [InlineData(0xFACEB001u)]
    [InlineData(0x51303530u)]
    [InlineData(0x54303530u)]
    [InlineData(0x54303531u)]
    public void Initial_secrets_follow_from_the_salt_of_the_version(uint number)
    {
        var version = new QuicVersion(number);
        for (int length = 0; length <= 20; length++)
        {
            byte[] id = Bytes(length), client = new byte[32], server = new byte[32];
            QuicSecrets.TryDeriveInitial(version, id, client, server).ShouldBeTrue();
            byte[] common = HKDF.Extract(HashAlgorithmName.SHA256, id, version.InitialSalt.ToArray());
            client.ShouldBe(HKDF.Expand(HashAlgorithmName.SHA256, common, 32, [0, 32, 15, .. "tls13 client in"u8, 0]));
            server.ShouldBe(HKDF.Expand(HashAlgorithmName.SHA256, common, 32, [0, 32, 15, .. "tls13 server in"u8, 0]));
        }
    }

    [Fact]
    public void What_the_system_seals_is_opened_whatever_its_length()
    {
        for (int i = 0; i < 3000; i++)
        {
            Sealed packet = Seal(textLength: i < 600 ? i : _random.Next(2000), headerLength: _random.Next(60));
            using var aead = new QuicAead(new QuicVersion(QuicVersion.One), new QuicCipherSuite(QuicCipherSuite.Aes128Gcm), packet.Secret);
            byte[] opened = new byte[packet.Text.Length];
            aead.TryOpen(packet.Number, packet.Header, packet.Payload, opened).ShouldBeTrue();
            opened.ShouldBe(packet.Text);
        }
    }

    [Fact]
    public void A_packet_that_was_changed_anywhere_is_not_opened_and_gives_nothing_away()
    {
        for (int i = 0; i < 200; i++)
        {
            Sealed packet = Seal(_random.Next(100), _random.Next(1, 40));
            using var aead = new QuicAead(new QuicVersion(QuicVersion.One), new QuicCipherSuite(QuicCipherSuite.Aes128Gcm), packet.Secret);
            byte[] opened = new byte[packet.Text.Length];
            foreach (byte[] part in (byte[][])[packet.Header, packet.Payload])
            {
                for (int at = 0; at < part.Length; at++)
                {
                    byte bit = (byte)(1 << _random.Next(8));
                    part[at] ^= bit;
                    aead.TryOpen(packet.Number, packet.Header, packet.Payload, opened).ShouldBeFalse();
                    part[at] ^= bit;
                }
            }

            aead.TryOpen(packet.Number + 1, packet.Header, packet.Payload, opened).ShouldBeFalse();
            for (int length = 0; length < packet.Payload.Length; length++)
                aead.TryOpen(packet.Number, packet.Header, packet.Payload.AsSpan(0, length), opened).ShouldBeFalse();
            // Where the processor has AES nothing is decrypted before the tag was found right.
            if (System.Runtime.Intrinsics.X86.Aes.IsSupported) opened.ShouldAllBe(value => value == 0);
            aead.TryOpen(packet.Number, packet.Header, packet.Payload, opened).ShouldBeTrue();
        }
    }

    [Fact]
    public void Header_protection_is_the_first_block_of_the_cipher()
    {
        for (int i = 0; i < 1000; i++)
        {
            var suite = new QuicCipherSuite(i % 2 == 0 ? QuicCipherSuite.Aes128Gcm : QuicCipherSuite.Aes256Gcm);
            byte[] secret = Bytes(suite.SecretLength), packet = Bytes(60), header = new byte[32], key = new byte[suite.KeyLength];
            using var protection = new QuicHeaderProtection(new QuicVersion(QuicVersion.One), suite, secret);
            int length = protection.Remove(packet, 9, header, out uint number);
            QuicSecrets.ExpandLabel(suite.Hash, secret, "quic hp"u8, key);
            using Aes aes = Aes.Create();
            aes.SetKey(key);
            byte[] mask = aes.EncryptEcb(packet.AsSpan(13, 16), PaddingMode.None);
            header[0].ShouldBe((byte)(packet[0] ^ mask[0] & (packet[0] >= 0x80 ? 0x0F : 0x1F)));
            length.ShouldBe((header[0] & 3) + 1);
            uint expected = 0;
            for (int at = 0; at < length; at++) expected = expected << 8 | (byte)(packet[9 + at] ^ mask[1 + at]);
            number.ShouldBe(expected);
        }
    }

    Sealed Seal(int textLength, int headerLength)
    {
        byte[] secret = Bytes(32), key = new byte[16], nonce = new byte[12], text = Bytes(textLength), header = Bytes(headerLength);
        QuicSecrets.ExpandLabel(HashAlgorithmName.SHA256, secret, "quic key"u8, key);
        QuicSecrets.ExpandLabel(HashAlgorithmName.SHA256, secret, "quic iv"u8, nonce);
        long number = _random.NextInt64(1L << 62);
        byte[] counted = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counted, number);
        for (int i = 0; i < counted.Length; i++) nonce[4 + i] ^= counted[i];
        byte[] payload = new byte[textLength + 16];
        using var gcm = new AesGcm(key, 16);
        gcm.Encrypt(nonce, text, payload.AsSpan(0, textLength), payload.AsSpan(textLength), header);
        return new Sealed(secret, number, header, text, payload);
    }

    byte[] Bytes(int length)
    {
        byte[] bytes = new byte[length];
        _random.NextBytes(bytes);
        return bytes;
    }

    sealed record Sealed(byte[] Secret, long Number, byte[] Header, byte[] Text, byte[] Payload);
}
