using System.Buffers.Binary;
using System.Security.Cryptography;
using NetWatch.Sdk.Protocols.Quic;

namespace NetWatch.Plugins.Quic.Tests;

/// <summary>Makes QUIC packets, protection included.</summary>
static class Packet
{
    internal static readonly byte[] FirstId = [0x83, 0x94, 0xC8, 0xF0, 0x3E, 0x51, 0x57, 0x08];
    internal static readonly byte[] ClientId = [0xC1, 0xC1, 0xC1, 0xC1];
    internal static readonly byte[] ServerId = [0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0x55];

    /// <summary>An Initial of the client, filled to 1,200 bytes.</summary>
    internal static byte[] FromClient(byte[] frames, uint number = 0, byte[]? destination = null, byte[]? keysOf = null, uint version = QuicVersion.One, byte[]? token = null, int size = 1200)
    {
        byte[] id = destination ?? FirstId;
        int overhead = 7 + id.Length + ClientId.Length + 1 + (token?.Length ?? 0) + 2 + 2 + 16;
        byte[] filled = [.. frames, .. new byte[Math.Max(0, size - overhead - frames.Length)]];
        return Initial(version, id, ClientId, token ?? [], number, filled, keysOf ?? id, isClient: true);
    }

    /// <summary>An Initial of the server to the client's first one.</summary>
    internal static byte[] FromServer(byte[] frames, uint number = 0, byte[]? keysOf = null, uint version = QuicVersion.One) =>
        Initial(version, ClientId, ServerId, [], number, [.. frames, .. new byte[16]], keysOf ?? FirstId, isClient: false);

    internal static byte[] Crypto(byte[] data, int offset = 0, int? length = null, byte type = 6) =>
        [type, .. VarInt((ulong)offset), .. VarInt((ulong)(length ?? data.Length - offset)), .. data.AsSpan(offset, length ?? data.Length - offset)];

    internal static byte[] Close(ulong error, string reason) => [0x1C, .. VarInt(error), 0, .. VarInt((ulong)reason.Length), .. System.Text.Encoding.ASCII.GetBytes(reason)];

    internal static byte[] Retry(byte[] newId) => [0xF0, 0, 0, 0, 1, .. Vector8(ClientId), .. Vector8(newId), .. "token"u8, .. new byte[16]];

    internal static byte[] Negotiation(params uint[] versions) => [0xC0, 0, 0, 0, 0, .. Vector8(ClientId), .. Vector8(FirstId), .. versions.SelectMany(Number)];

    internal static byte[] Short(int size = 100) => [0x41, .. Hello.Fill(size - 1)];

    /// <summary>A packet of a level that nobody can read, of type 1 (0-RTT) or 2 (Handshake).</summary>
    internal static byte[] Opaque(int type, int size = 300) =>
        [(byte)(0xC0 | type << 4), 0, 0, 0, 1, .. Vector8(type == 1 ? FirstId : ServerId), .. Vector8(ClientId), .. VarInt((ulong)size), .. Hello.Fill(size)];

    internal static byte[] VarInt(ulong value) => value switch
    {
        < 64 => [(byte)value],
        < 16_384 => [(byte)(0x40 | value >> 8), (byte)value],
        _ => [(byte)(0x80 | value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value],
    };

    static byte[] Initial(uint version, byte[] destination, byte[] source, byte[] token, uint number, byte[] frames, byte[] keysOf, bool isClient)
    {
        int type = new QuicVersion(version).IsTwo ? 1 : 0;
        byte[] length = [(byte)(0x40 | frames.Length + 18 >> 8), (byte)(frames.Length + 18)];
        byte[] header =
        [
            (byte)(0xC1 | type << 4), .. Number(version), .. Vector8(destination), .. Vector8(source), .. VarInt((ulong)token.Length), .. token, .. length,
            (byte)(number >> 8), (byte)number,
        ];
        return Protect(new QuicVersion(new QuicVersion(version).IsReserved ? QuicVersion.One : version), header, 2, number, frames, keysOf, isClient);
    }

    // RFC 9001 §5.3 and §5.4, the other way round than the program does it.
    static byte[] Protect(QuicVersion version, byte[] header, int numberLength, uint number, byte[] frames, byte[] keysOf, bool isClient)
    {
        byte[] client = new byte[32], server = new byte[32], key = new byte[16], iv = new byte[12], headerKey = new byte[16];
        QuicSecrets.TryDeriveInitial(version, keysOf, client, server).ShouldBeTrue();
        byte[] secret = isClient ? client : server;
        QuicSecrets.ExpandLabel(HashAlgorithmName.SHA256, secret, version.KeyLabel, key);
        QuicSecrets.ExpandLabel(HashAlgorithmName.SHA256, secret, version.IvLabel, iv);
        QuicSecrets.ExpandLabel(HashAlgorithmName.SHA256, secret, version.HeaderLabel, headerKey);
        BinaryPrimitives.WriteUInt32BigEndian(iv.AsSpan(8), BinaryPrimitives.ReadUInt32BigEndian(iv.AsSpan(8)) ^ number);
        byte[] sealedBytes = new byte[frames.Length], tag = new byte[16];
        using var gcm = new AesGcm(key, 16);
        gcm.Encrypt(iv, frames, sealedBytes, tag, header);
        byte[] packet = [.. header, .. sealedBytes, .. tag];
        using var aes = Aes.Create();
        aes.Key = headerKey;
        int numberAt = header.Length - numberLength;
        byte[] mask = aes.EncryptEcb(packet.AsSpan(numberAt + 4, 16), PaddingMode.None);
        packet[0] ^= (byte)(mask[0] & 0x0F);
        for (int i = 0; i < numberLength; i++) packet[numberAt + i] ^= mask[1 + i];
        return packet;
    }

    static byte[] Vector8(byte[] data) => [(byte)data.Length, .. data];

    static byte[] Number(uint value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];
}
