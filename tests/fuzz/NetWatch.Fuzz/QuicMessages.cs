using System.Security.Cryptography;
using NetWatch.Sdk.Protocols.Quic;

namespace NetWatch.Fuzz;

/// <summary>Datagrams of QUIC. The Initial packets can be opened, so that frames are read where a mutation spares them or lies in another packet.</summary>
static class QuicMessages
{
    static readonly byte[] FirstId = [0x83, 0x94, 0xC8, 0xF0, 0x3E, 0x51, 0x57, 0x08];

    internal static byte[][] All { get; } =
    [
        Initial([6, 0, 40, 1, 0, 0, 0xED, 3, 3, .. new byte[35]]),
        Initial([1, 2, 5, 0, 1, 0, 0, 1, 6, 0x40, 10, 4, 1, 2, 3, 4, 0x1C, 1, 0, 3, .. "why"u8]),
        // The first packet of the server in RFC 9001 appendix A.3.
        Convert.FromHexString("CF000000010008F067A5502A4262B5004075C0D95A482CD0991CD25B0AAC406A5816B6394100F37A1C69797554780BB38CC5A99F5EDE4CF73C3EC2493A1839B3DBCBA3F6EA46C5B7684DF3548E7DDEB9C3BF9C73CC3F3BDED74B562BFB19FB84022F8EF4CDD93795D77D06EDBB7AAF2F58891850ABBDCA3D20398C276456CBC42158407DD074EE"),
        [0xFF, 0, 0, 0, 1, 0, 8, 1, 2, 3, 4, 5, 6, 7, 8, .. "token"u8, .. new byte[16]],
        [0xC0, 0, 0, 0, 0, 0, 8, .. FirstId, 0, 0, 0, 1, 0x6B, 0x33, 0x43, 0xCF, 0x1A, 0x2A, 0x3A, 0x4A],
        [0xE1, 0, 0, 0, 1, 8, .. FirstId, 0, 30, .. new byte[30], 0x40, .. new byte[40]],
        [0x09, .. FirstId, .. "Q043"u8, 1, .. new byte[12], 0xA0, 1, 4, 0, .. "CHLO"u8, 1, 0, 0, 0, .. "SNI\0"u8, 11, 0, 0, 0, .. "example.org"u8],
        [0xC3, .. "Q046"u8, 0x50, .. FirstId, 0, 0, 0, 1, .. new byte[12], 0xA0, 1, 4, 0, .. "CHLO"u8, 1, 0, 0, 0, .. "UAID"u8, 6, 0, 0, 0, .. "Chrome"u8],
    ];

    static byte[] Initial(byte[] frames)
    {
        byte[] header = [0xC0, 0, 0, 0, 1, 8, .. FirstId, 0, 0, 0x41, 0x2D, 0], client = new byte[32], server = new byte[32];
        byte[] plaintext = [.. frames, .. new byte[284 - frames.Length]], key = new byte[16], iv = new byte[12], mask = new byte[16];
        QuicSecrets.TryDeriveInitial(new QuicVersion(QuicVersion.One), FirstId, client, server);
        QuicSecrets.ExpandLabel(HashAlgorithmName.SHA256, client, "quic key"u8, key);
        QuicSecrets.ExpandLabel(HashAlgorithmName.SHA256, client, "quic iv"u8, iv);
        QuicSecrets.ExpandLabel(HashAlgorithmName.SHA256, client, "quic hp"u8, mask);
        byte[] sealedBytes = new byte[plaintext.Length], tag = new byte[16];
        using var gcm = new AesGcm(key, tag.Length);
        gcm.Encrypt(iv, plaintext, sealedBytes, tag, header);
        byte[] packet = [.. header, .. sealedBytes, .. tag];
        using var aes = Aes.Create();
        aes.Key = mask;
        byte[] bits = aes.EncryptEcb(packet.AsSpan(header.Length + 3, 16), PaddingMode.None);
        packet[0] ^= (byte)(bits[0] & 0x0F);
        packet[header.Length - 1] ^= bits[1];
        return packet;
    }
}
