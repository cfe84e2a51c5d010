using System.Security.Cryptography;
using NetWatch.Sdk.Protocols.Quic;

namespace NetWatch.Sdk.Tests.Protocols.Quic;

/// <summary>The examples of RFC 9001 appendix A and RFC 9369 appendix A.</summary>
public sealed class QuicVectorTests
{
    const string FirstId = "8394c8f03e515708";
    const string ChaChaSecret = "9ac312a7f877468ebe69422748ad00a15443f18203a07d6060f688f30f21632b";

    [Theory]
    [InlineData(QuicVersion.One, "c00cf151ca5be075ed0ebfb5c80323c42d6b7db67881289af4008f1f6c357aea", "3c199828fd139efd216c155ad844cc81fb82fa8d7446fa7d78be803acdda951b")]
    [InlineData(QuicVersion.Two, "14ec9d6eb9fd7af83bf5a668bc17a7e283766aade7ecd0891f70f9ff7f4bf47b", "0263db1782731bf4588e7e4d93b7463907cb8cd8200b5da55a8bd488eafc37c1")]
    public void Initial_secrets(uint version, string client, string server)
    {
        (byte[] fromClient, byte[] fromServer) = Secrets(version);
        Convert.ToHexStringLower(fromClient).ShouldBe(client);
        Convert.ToHexStringLower(fromServer).ShouldBe(server);
    }

    [Theory]
    [InlineData(QuicVersion.One, true, "1f369613dd76d5467730efcbe3b1a22d", "fa044b2f42a3fd3b46fb255c", "9f50449e04a0e810283a1e9933adedd2")]
    [InlineData(QuicVersion.One, false, "cf3a5331653c364c88f0f379b6067e37", "0ac1493ca1905853b0bba03e", "c206b8d9b9f0f37644430b490eeaa314")]
    [InlineData(QuicVersion.Two, true, "8b1a0bc121284290a29e0971b5cd045d", "91f73e2351d8fa91660e909f", "45b95e15235d6f45a6b19cbcb0294ba9")]
    [InlineData(QuicVersion.Two, false, "82db637861d55e1d011f19ea71d5d2a7", "dd13c276499c0249d3310652", "edf6d05c83121201b436e16877593c3a")]
    public void Keys_of_initial_packets(uint number, bool isClient, string key, string iv, string header)
    {
        var version = new QuicVersion(number);
        byte[] secret = isClient ? Secrets(number).Client : Secrets(number).Server;
        Expand(secret, version.KeyLabel, 16).ShouldBe(key);
        Expand(secret, version.IvLabel, 12).ShouldBe(iv);
        Expand(secret, version.HeaderLabel, 16).ShouldBe(header);
    }

    [Theory]
    [InlineData(QuicVersion.One, "c6d98ff3441c3fe1b2182094f69caa2ed4b716b65488960a7a984979fb23e1c8", "e0459b3474bdd0e44a41c144", "25a282b9e82f06f21f488917a4fc8f1b73573685608597d0efcb076b0ab7a7a4", "1223504755036d556342ee9361d253421a826c9ecdf3c7148684b36b714881f9")]
    [InlineData(QuicVersion.Two, "3bfcddd72bcf02541d7fa0dd1f5f9eeea817e09a6963a0e6c7df0f9a1bab90f2", "a6b5bc6ab7dafce30ffff5dd", "d659760d2ba434a226fd37b35c69e2da8211d10c4f12538787d65645d5d1b8e2", "c69374c49e3d2a9466fa689e49d476db5d0dfbc87d32ceeaa6343fd0ae4c7d88")]
    public void Keys_of_chacha20_and_the_next_secret(uint number, string key, string iv, string header, string next)
    {
        var version = new QuicVersion(number);
        byte[] secret = Convert.FromHexString(ChaChaSecret), updated = new byte[32];
        Expand(secret, version.KeyLabel, 32).ShouldBe(key);
        Expand(secret, version.IvLabel, 12).ShouldBe(iv);
        Expand(secret, version.HeaderLabel, 32).ShouldBe(header);
        QuicSecrets.DeriveNext(version, new QuicCipherSuite(QuicCipherSuite.ChaCha20Poly1305), secret, updated);
        Convert.ToHexStringLower(updated).ShouldBe(next);
    }

    [Theory]
    [InlineData(QuicVersion.One, "4cfe4189655e5cd55c41f69080575d7999c25a5bfb")]
    [InlineData(QuicVersion.Two, "5558b1c60ae7b6b932bc27d786f4bc2bb20f2162ba")]
    public void A_short_packet_of_chacha20(uint number, string hex)
    {
        byte[] packet = Convert.FromHexString(hex), header = new byte[8], plaintext = new byte[16];
        var suite = new QuicCipherSuite(QuicCipherSuite.ChaCha20Poly1305);
        using var protection = new QuicHeaderProtection(new QuicVersion(number), suite, Convert.FromHexString(ChaChaSecret));
        using var aead = new QuicAead(new QuicVersion(number), suite, Convert.FromHexString(ChaChaSecret));

        int length = protection.Remove(packet, 1, header, out uint sent);
        (length, sent).ShouldBe((3, 0xBFF4u));
        long whole = QuicPacketNumber.Decode(654_360_563, sent, length);
        whole.ShouldBe(654_360_564);
        aead.TryOpen(whole, header.AsSpan(0, 1 + length), packet.AsSpan(1 + length), plaintext).ShouldBeTrue();
        plaintext[0].ShouldBe((byte)1);
    }

    [Theory]
    [InlineData(QuicVersion.One, "cf000000010008f067a5502a4262b5004075c0d95a482cd0991cd25b0aac406a5816b6394100f37a1c69797554780bb38cc5a99f5ede4cf73c3ec2493a1839b3dbcba3f6ea46c5b7684df3548e7ddeb9c3bf9c73cc3f3bded74b562bfb19fb84022f8ef4cdd93795d77d06edbb7aaf2f58891850abbdca3d20398c276456cbc42158407dd074ee")]
    [InlineData(QuicVersion.Two, "dc6b3343cf0008f067a5502a4262b5004075d92faaf16f05d8a4398c47089698baeea26b91eb761d9b89237bbf87263017915358230035f7fd3945d88965cf17f9af6e16886c61bfc703106fbaf3cb4cfa52382dd16a393e42757507698075b2c984c707f0a0812d8cd5a6881eaf21ceda98f4bd23f6fe1a3e2c43edd9ce7ca84bed8521e2e140")]
    public void The_first_packet_of_the_server(uint number, string hex)
    {
        byte[] packet = Convert.FromHexString(hex), plaintext = new byte[packet.Length];
        QuicLongHeader.TryParse(packet, out QuicLongHeader header).ShouldBeTrue();
        header.Type.ShouldBe(QuicPacketType.Initial);
        header.IsWhole.ShouldBeTrue();
        Convert.ToHexStringLower(header.SourceId).ShouldBe("f067a5502a4262b5");
        using QuicInitialKeys keys = QuicInitialKeys.TryDerive(new QuicVersion(number), Convert.FromHexString(FirstId)).ShouldNotBeNull();

        keys.Server.TryOpen(packet, header.PacketNumberOffset, plaintext, out long packetNumber, out int length).ShouldBeTrue();
        packetNumber.ShouldBe(1);
        Convert.ToHexStringLower(plaintext.AsSpan(0, length)).ShouldStartWith("02000000000600405a020000560303eefce7f7b37ba1d1632e96677825ddf739");
        keys.Client.TryOpen(packet, header.PacketNumberOffset, plaintext, out _, out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData(QuicVersion.One, "c300000001088394c8f03e5157080000449e00000002", "c000000001088394c8f03e5157080000449e7b9aec34", "1f369613dd76d5467730efcbe3b1a22d",
        "fa044b2f42a3fd3b46fb255e", "d1b1c98dd7689fb8ec11d242b123dc9b", "7e78bfe706ca4cf5e9c5453e9f7cfd2b8b4c8d169a44e55c88d4a9a7f9474241e221af44860018ab0856972e194cd934")]
    [InlineData(QuicVersion.Two, "d36b3343cf088394c8f03e5157080000449e00000002", "d76b3343cf088394c8f03e5157080000449ea0c95e82", "8b1a0bc121284290a29e0971b5cd045d",
        "91f73e2351d8fa91660e909d", "ffe67b6abcdb4298b485dd04de806071", "9a37ddec600545473cfb5a05e08d0b209973b2172b4d21fb69745a262ccde96ba18b2faa745b6fe189cf772a9f84cbfc")]
    public void The_first_packet_of_the_client(uint version, string clearHeader, string protectedHeader, string key, string nonce, string begin, string end)
    {
        // Of the 1,200 bytes the RFC prints, the plaintext, and how the packet begins and ends, say all.
        byte[] frames = new byte[1162];
        Convert.FromHexString("060040f1010000ed0303ebf8fa56f12939b9584a3896472ec40bb863cfd3e86804fe3a47f06a2b69484c00000413011302010000c000000010000e00000b65"
            + "78616d706c652e636f6dff01000100000a00080006001d0017001800100007000504616c706e000500050100000000003300260024001d00209370b2c9caa47fbabaf4559fedba"
            + "753de171fa71f50f1ce15d43e994ec74d748002b0003020304000d0010000e0403050306030203080408050806002d00020101001c00024001003900320408ffffffffffffffff"
            + "05048000ffff07048000ffff0801100104800075300901100f088394c8f03e51570806048000ffff").CopyTo(frames, 0);
        byte[] sealedBytes = new byte[frames.Length], tag = new byte[16];
        using var gcm = new AesGcm(Convert.FromHexString(key), 16);
        gcm.Encrypt(Convert.FromHexString(nonce), frames, sealedBytes, tag, Convert.FromHexString(clearHeader));
        byte[] packet = [.. Convert.FromHexString(protectedHeader), .. sealedBytes, .. tag];
        string hex = Convert.ToHexStringLower(packet);
        hex.ShouldStartWith(protectedHeader + begin);
        hex.ShouldEndWith(end);

        byte[] plaintext = new byte[1200];
        using QuicInitialKeys keys = QuicInitialKeys.TryDerive(new QuicVersion(version), Convert.FromHexString(FirstId)).ShouldNotBeNull();
        QuicLongHeader.TryParse(packet, out QuicLongHeader read).ShouldBeTrue();
        keys.Client.TryOpen(packet, read.PacketNumberOffset, plaintext, out long number, out int length).ShouldBeTrue();
        number.ShouldBe(2);
        plaintext.AsSpan(0, length).SequenceEqual(frames).ShouldBeTrue();
    }

    [Theory]
    [InlineData("ff000000010008f067a5502a4262b5746f6b656e04a265ba2eff4d829058fb3f0f2496ba")]
    [InlineData("cf6b3343cf0008f067a5502a4262b5746f6b656ec8646ce8bfe33952d955543665dcc7b6")]
    public void A_retry(string hex)
    {
        QuicLongHeader.TryParse(Convert.FromHexString(hex), out QuicLongHeader header).ShouldBeTrue();
        header.Type.ShouldBe(QuicPacketType.Retry);
        header.Token.SequenceEqual("token"u8).ShouldBeTrue();
        Convert.ToHexStringLower(header.SourceId).ShouldBe("f067a5502a4262b5");
    }

    static (byte[] Client, byte[] Server) Secrets(uint version)
    {
        byte[] client = new byte[32], server = new byte[32];
        QuicSecrets.TryDeriveInitial(new QuicVersion(version), Convert.FromHexString(FirstId), client, server).ShouldBeTrue();
        return (client, server);
    }

    static string Expand(byte[] secret, ReadOnlySpan<byte> label, int length)
    {
        byte[] output = new byte[length];
        QuicSecrets.ExpandLabel(HashAlgorithmName.SHA256, secret, label, output);
        return Convert.ToHexStringLower(output);
    }
}
