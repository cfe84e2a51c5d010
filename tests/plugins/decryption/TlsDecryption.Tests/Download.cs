using System.Buffers.Binary;
using System.Security.Cryptography;
using NetWatch.Engine.Decryption;
using NetWatch.Plugins.TlsDecryption.Keys;
using NetWatch.Sdk.Packets;

namespace NetWatch.Plugins.TlsDecryption.Tests;

/// <summary>A download of many records, protected here: hellos, and what the server sends under a key that is made up.</summary>
sealed class Download
{
    internal const int RecordLength = 4000;

    internal Download(ushort suite, int records, Random random)
    {
        byte[] clientRandom = new byte[32], serverRandom = new byte[32], secret = new byte[suite == 0x1301 ? 32 : 48];
        random.NextBytes(clientRandom);
        random.NextBytes(serverRandom);
        random.NextBytes(secret);
        Plaintext = new byte[records * RecordLength];
        random.NextBytes(Plaintext);
        bool is13 = suite == 0x1301;
        var log = new KeyLogReader(Keys);
        log.Read(System.Text.Encoding.ASCII.GetBytes(
            $"{(is13 ? "SERVER_TRAFFIC_SECRET_0" : "CLIENT_RANDOM")} {Convert.ToHexString(clientRandom)} {Convert.ToHexString(secret)}\n"));
        // Clients log both, and the answers wait for the secret of their questions.
        if (is13) log.Read(System.Text.Encoding.ASCII.GetBytes($"CLIENT_TRAFFIC_SECRET_0 {Convert.ToHexString(clientRandom)} {Convert.ToHexString(secret)}\n"));
        byte[] versions = is13 ? [0, 43, 0, 2, 3, 4] : [];
        byte[] hello = [3, 3, .. clientRandom, 0, 0, 2, (byte)(suite >> 8), (byte)suite, 1, 0];
        byte[] answer = [3, 3, .. serverRandom, 0, (byte)(suite >> 8), (byte)suite, 0, 0, (byte)versions.Length, .. versions];
        Add(FlowDirection.FromInitiator, Record(22, Message(1, hello)));
        Add(FlowDirection.FromResponder, Record(22, Message(2, answer)));
        if (!is13) Add(FlowDirection.FromResponder, Record(20, [1]));
        HandshakePieces = Talk.Pieces.Count;
        Func<ulong, byte[], byte[]> seal = is13 ? Seal13(secret) : Seal12(suite, secret, clientRandom, serverRandom, random);
        for (int i = 0; i < records; i++) Add(FlowDirection.FromResponder, seal((ulong)i, Plaintext[(i * RecordLength)..((i + 1) * RecordLength)]));
    }

    internal KeyRing Keys { get; } = new();

    internal byte[] Plaintext { get; }

    internal Talk Talk { get; } = new();

    internal int HandshakePieces { get; }

    void Add(FlowDirection direction, byte[] bytes) => Talk.Pieces.Add(new Talk.Piece(direction, bytes));

    static byte[] Message(byte type, byte[] body) => [type, 0, (byte)(body.Length >> 8), (byte)body.Length, .. body];

    static byte[] Record(byte type, byte[] body) => [type, 3, 3, (byte)(body.Length >> 8), (byte)body.Length, .. body];

    static Func<ulong, byte[], byte[]> Seal13(byte[] secret)
    {
        byte[] key = new byte[16], iv = new byte[12];
        KeySchedule13.ExpandLabel(HashAlgorithmName.SHA256, secret, "key", 0x0304, key);
        KeySchedule13.ExpandLabel(HashAlgorithmName.SHA256, secret, "iv", 0x0304, iv);
        var gcm = new AesGcm(key, 16);
        return (sequence, content) =>
        {
            byte[] inner = [.. content, 23], record = Record(23, new byte[inner.Length + 16]), nonce = [.. iv];
            for (int i = 0; i < 8; i++) nonce[11 - i] ^= (byte)(sequence >> (8 * i));
            gcm.Encrypt(nonce, inner, record.AsSpan(5, inner.Length), record.AsSpan(5 + inner.Length), record.AsSpan(0, 5));
            return record;
        };
    }

    // RFC 5246 §6.3: keys of both directions behind each other; those of the server are the second of each pair.
    static Func<ulong, byte[], byte[]> Seal12(ushort suite, byte[] master, byte[] clientRandom, byte[] serverRandom, Random random)
    {
        int mac = suite == 0xC02F ? 0 : suite == 0xC027 ? 32 : 20;
        byte[] block = new byte[2 * (mac + 16 + 4)];
        Prf.Fill(HashAlgorithmName.SHA256, master, "key expansion", [.. serverRandom, .. clientRandom], block);
        byte[] macKey = block[mac..(2 * mac)], key = block[(2 * mac + 16)..(2 * mac + 32)], salt = block[(2 * mac + 36)..(2 * mac + 40)];
        return (sequence, content) =>
        {
            byte[] pseudo = new byte[13];
            BinaryPrimitives.WriteUInt64BigEndian(pseudo, sequence);
            new byte[] { 23, 3, 3, (byte)(content.Length >> 8), (byte)content.Length }.CopyTo(pseudo, 8);
            return mac == 0 ? SealGcm(key, salt, sequence, pseudo, content) : SealCbc(key, macKey, pseudo, content, random);
        };
    }

    static byte[] SealGcm(byte[] key, byte[] salt, ulong sequence, byte[] pseudo, byte[] content)
    {
        using var gcm = new AesGcm(key, 16);
        byte[] number = new byte[8], cipher = new byte[content.Length], tag = new byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(number, sequence + 77);
        byte[] nonce = [.. salt, .. number];
        gcm.Encrypt(nonce, content, cipher, tag, pseudo);
        return Record(23, [.. number, .. cipher, .. tag]);
    }

    static byte[] SealCbc(byte[] key, byte[] macKey, byte[] pseudo, byte[] content, Random random)
    {
        byte[] authenticated = [.. pseudo, .. content], iv = new byte[16];
        random.NextBytes(iv);
        using var hmac = IncrementalHash.CreateHMAC(macKey.Length == 32 ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA1, macKey);
        hmac.AppendData(authenticated);
        byte[] mac = hmac.GetHashAndReset();
        int padding = 15 - (content.Length + mac.Length) % 16;
        byte[] plain = [.. content, .. mac, .. Enumerable.Repeat((byte)padding, padding + 1)];
        using var aes = Aes.Create();
        aes.Key = key;
        return Record(23, [.. iv, .. aes.EncryptCbc(plain, iv, PaddingMode.None)]);
    }
}
