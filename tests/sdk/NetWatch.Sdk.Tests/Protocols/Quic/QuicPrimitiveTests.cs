using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Quic;
using NetWatch.Sdk.Testing.Memory;

namespace NetWatch.Sdk.Tests.Protocols.Quic;

public sealed class QuicPrimitiveTests
{
    [Theory]
    [InlineData("25", 37UL)]
    [InlineData("4025", 37UL)]
    [InlineData("7bbd", 15_293UL)]
    [InlineData("9d7f3e7d", 494_878_333UL)]
    [InlineData("c2197c5eff14e88c", 151_288_809_941_952_652UL)]
    public void Integers_as_in_the_examples_of_RFC_9000_appendix_A1(string hex, ulong value)
    {
        byte[] bytes = Convert.FromHexString(hex);
        var reader = new ByteReader(bytes);
        QuicVarInt.TryRead(ref reader, out ulong read).ShouldBeTrue();
        (read, reader.Remaining).ShouldBe((value, 0));
        for (int length = 0; length < bytes.Length; length++)
        {
            var cut = new ByteReader(bytes.AsSpan(0, length));
            QuicVarInt.TryRead(ref cut, out _).ShouldBeFalse();
            cut.Position.ShouldBe(0);
        }
    }

    [Fact]
    public void Packet_number_as_in_the_example_of_RFC_9000_appendix_A3() => QuicPacketNumber.Decode(0xA82F_30EA, 0x9B32, 2).ShouldBe(0xA82F_9B32);

    [Fact]
    public void A_packet_number_near_the_expected_one_is_found_whatever_was_sent_of_it()
    {
        var random = new Random(1);
        for (int i = 0; i < 100_000; i++)
        {
            int length = random.Next(1, 5);
            long window = 1L << (8 * length), largest = random.NextInt64(-1, 1L << random.Next(1, 61));
            long number = Math.Max(0, largest + 1 + random.NextInt64(-(window / 2) + 1, window / 2));
            QuicPacketNumber.Decode(largest, (uint)(number & (window - 1)), length).ShouldBe(number, $"after {largest} with {length} bytes");
        }
    }

    [Theory]
    [InlineData(0x00000001u, "1", "1")]
    [InlineData(0x6B3343CFu, "2", "6b3343cf")]
    [InlineData(0xFF00001Du, "draft-29", "ff00001d")]
    [InlineData(0xFACEB001u, "mvfst draft-22", "faceb001")]
    [InlineData(0x51303436u, "Q046", "Q046")]
    [InlineData(0x54303531u, "T051", "T051")]
    public void Known_versions_have_names(uint number, string name, string eve)
    {
        var version = new QuicVersion(number);
        version.IsKnown.ShouldBeTrue();
        (version.ToString(), version.EveName).ShouldBe((name, eve));
    }

    [Theory]
    [InlineData(0x00000001u, 0xC0, QuicPacketType.Initial)]
    [InlineData(0x6B3343CFu, 0xD0, QuicPacketType.Initial)]
    [InlineData(0x6B3343CFu, 0xC0, QuicPacketType.Retry)]
    [InlineData(0x709A50C4u, 0xD0, QuicPacketType.Initial)]
    [InlineData(0xFF020000u, 0xC0, QuicPacketType.Initial)]
    [InlineData(0xFF020000u, 0xE0, QuicPacketType.Handshake)]
    public void Version_2_has_types_of_its_own_from_its_second_draft_on(uint number, byte firstByte, QuicPacketType type) =>
        new QuicVersion(number).TypeOf(firstByte).ShouldBe(type);

    [Theory]
    [InlineData(0u, false)]
    [InlineData(0x1A2A3A4Au, true)]
    [InlineData(0xFF000015u, false)]
    [InlineData(0xFF000023u, false)]
    [InlineData(0x51304141u, false)]
    [InlineData(2u, false)]
    public void Other_versions_are_not_known(uint number, bool isReserved)
    {
        new QuicVersion(number).IsKnown.ShouldBeFalse();
        new QuicVersion(number).IsReserved.ShouldBe(isReserved);
        QuicInitialKeys.TryDerive(new QuicVersion(number), [1, 2, 3, 4, 5, 6, 7, 8]).ShouldBeNull();
    }

    [Fact]
    public void Headers_of_any_bytes_end_within_them()
    {
        var random = new Random(2);
        byte[][] seeds = [Convert.FromHexString("c000000001088394c8f03e5157080000449e7b9aec34"), Convert.FromHexString("cf6b3343cf0008f067a5502a4262b5746f6b656ec8646ce8bfe33952d955543665dcc7b6"), [0xC3, .. "Q046"u8, 0x50, 1, 2, 3, 4, 5, 6, 7, 8, 0, 0, 0, 1]];
        for (int i = 0; i < 100_000; i++)
        {
            byte[] bytes = [.. seeds[random.Next(seeds.Length)], .. new byte[random.Next(40)]];
            for (int change = random.Next(4); change > 0; change--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            bytes = bytes[..random.Next(bytes.Length + 1)];
            if (!QuicLongHeader.TryParse(bytes, out QuicLongHeader header)) continue;
            (header.IsWhole && header.PacketLength > bytes.Length).ShouldBeFalse();
            header.PacketNumberOffset.ShouldBeInRange(0, bytes.Length);
        }
    }

    [Fact]
    public void Packets_that_are_not_authentic_are_refused_without_an_exception()
    {
        byte[] packet = Convert.FromHexString("cf000000010008f067a5502a4262b5004075c0d95a482cd0991cd25b0aac406a5816b6394100f37a1c69797554780bb38cc5a99f5ede4cf73c3ec2493a1839b3dbcba3f6ea46c5b7684df3548e7ddeb9c3bf9c73cc3f3bded74b562bfb19fb84022f8ef4cdd93795d77d06edbb7aaf2f58891850abbdca3d20398c276456cbc42158407dd074ee");
        using QuicInitialKeys keys = QuicInitialKeys.TryDerive(new QuicVersion(QuicVersion.One), Convert.FromHexString("8394c8f03e515708")).ShouldNotBeNull();
        byte[] plaintext = new byte[packet.Length];
        for (int at = 0; at < packet.Length; at++)
        {
            packet[at] ^= 4;
            keys.Server.TryOpen(packet, 18, plaintext, out _, out _).ShouldBeFalse($"byte {at}");
            packet[at] ^= 4;
        }

        for (int length = 0; length < packet.Length; length++) keys.Server.TryOpen(packet.AsSpan(0, length), 18, plaintext, out _, out _).ShouldBeFalse();
        keys.Server.TryOpen(packet, 18, plaintext, out _, out _).ShouldBeTrue();
    }

    [Theory]
    [InlineData(QuicCipherSuite.Aes128Gcm)]
    [InlineData(QuicCipherSuite.Aes256Gcm)]
    [InlineData(QuicCipherSuite.ChaCha20Poly1305)]
    public void Opening_allocates_nothing(ushort number)
    {
        var suite = new QuicCipherSuite(number);
        byte[] secret = new byte[suite.SecretLength], packet = new byte[1200], header = new byte[64], plaintext = new byte[1200];
        using var protection = new QuicHeaderProtection(new QuicVersion(1), suite, secret);
        using var aead = new QuicAead(new QuicVersion(1), suite, secret);
        for (int i = 0; i < 50; i++) Open();

        var meter = new AllocationMeter();
        do
        {
            meter.Start();
            for (int i = 0; i < 1000; i++) Open();
        }
        while (!meter.TryStop());

        meter.Bytes.ShouldBe(0);

        void Open()
        {
            int length = protection.Remove(packet, 9, header, out uint sent);
            aead.TryOpen(sent, header.AsSpan(0, 9 + length), packet.AsSpan(9 + length), plaintext);
        }
    }
}
