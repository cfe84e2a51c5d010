using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using NetWatch.Sdk.Protocols.Hashing;
using NetWatch.Sdk.Testing.Memory;

namespace NetWatch.Sdk.Tests.Protocols.Hashing;

/// <summary>The hashes are those of the library of the system.</summary>
public sealed class HashTests
{
    [Theory]
    [InlineData("", "d41d8cd98f00b204e9800998ecf8427e")]
    [InlineData("abc", "900150983cd24fb0d6963f7d28e17f72")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345678901234567890", "57edf4a22be3c955ac49da2e2107b67a")]
    public void MD5_as_in_the_examples_of_RFC_1321_appendix_A5(string text, string expected) => Md5.HexOf(System.Text.Encoding.ASCII.GetBytes(text)).ShouldBe(expected);

    [Theory]
    [InlineData("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")]
    public void SHA_256_as_in_the_examples_of_the_standard(string text, string expected) => Sha256.HexOf(System.Text.Encoding.ASCII.GetBytes(text)).ShouldBe(expected);

    [Fact]
    [SuppressMessage("Security", "CA5351", Justification = "What fingerprints are defined by is compared.")]
    public void Bytes_of_every_length_around_the_borders_of_blocks_have_the_hash_of_the_system()
    {
        var random = new Random(1);
        for (int length = 0; length <= 520; length++)
        {
            byte[] bytes = new byte[length];
            random.NextBytes(bytes);
            Md5.HexOf(bytes).ShouldBe(Convert.ToHexStringLower(MD5.HashData(bytes)), $"{length} bytes");
            Sha256.HexOf(bytes).ShouldBe(Convert.ToHexStringLower(SHA256.HashData(bytes)), $"{length} bytes");
        }
    }

    [Fact]
    [SuppressMessage("Security", "CA5351", Justification = "What fingerprints are defined by is compared.")]
    public void Long_bytes_have_the_hash_of_the_system()
    {
        var random = new Random(2);
        for (int i = 0; i < 200; i++)
        {
            byte[] bytes = new byte[random.Next(100_000)];
            random.NextBytes(bytes);
            byte[] md5 = new byte[Md5.Size], sha256 = new byte[Sha256.Size];
            Md5.Hash(bytes, md5);
            Sha256.Hash(bytes, sha256);
            md5.ShouldBe(MD5.HashData(bytes));
            sha256.ShouldBe(SHA256.HashData(bytes));
        }
    }

    [Fact]
    public void Hashing_allocates_nothing()
    {
        byte[] bytes = new byte[1000], hash = new byte[Sha256.Size];
        Work();
        var meter = new AllocationMeter();
        do
        {
            meter.Start();
            Work();
        }
        while (!meter.TryStop());

        meter.Bytes.ShouldBe(0);

        void Work()
        {
            Md5.Hash(bytes, hash);
            Sha256.Hash(bytes, hash);
        }
    }
}
