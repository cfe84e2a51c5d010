using System.Security.Cryptography;
using NetWatch.Plugins.TlsDecryption.Ciphers;
using NetWatch.Plugins.TlsDecryption.Keys;

namespace NetWatch.Plugins.TlsDecryption.Tests;

/// <summary>The vectors of RFC 8448, and of the pseudorandom functions before TLS 1.3.</summary>
public sealed class KeyScheduleTests
{
    // RFC 8448 §3: secret, key, IV.
    [Theory]
    [InlineData("b67b7d690cc16c4e75e54213cb2d37b4e9c912bcded9105d42befd59d391ad38", "3fce516009c21727d0f2e4e86ee403bc", "5d313eb2671276ee13000b30")]
    [InlineData("b3eddb126e067f35a780b3abf45e2d8f3b1a950738f52e9600746a0e27a55a21", "dbfaa693d1762c5b666af5d950258d01", "5bd3c71b836e0b76bb73265f")]
    [InlineData("a11af9f05531f856ad47116b45a950328204b4f44bfb6b3a4b4f1f3fcb631643", "9f02283b6c9c07efc26bb9f2ac92e356", "cf782b88dd83549aadf1e984")]
    [InlineData("9e40646ce79a7f9dc05af8889bce6552875afa0b06df0087f792ebb7c17504a5", "17422dda596ed5d9acd890e3c63f5051", "5b78923dee08579033e523d9")]
    public void Traffic_keys_of_RFC_8448(string secret, string key, string iv)
    {
        byte[] made = new byte[16], madeIv = new byte[12];
        KeySchedule13.ExpandLabel(HashAlgorithmName.SHA256, Convert.FromHexString(secret), "key", 0x0304, made);
        KeySchedule13.ExpandLabel(HashAlgorithmName.SHA256, Convert.FromHexString(secret), "iv", 0x0304, madeIv);
        Convert.ToHexStringLower(made).ShouldBe(key);
        Convert.ToHexStringLower(madeIv).ShouldBe(iv);
    }

    // RFC 8448 §3: the application data of the client, 50 bytes counted up from 0.
    [Fact]
    public void The_record_of_RFC_8448_opens()
    {
        byte[] record = Convert.FromHexString(
            "1703030043a23f7054b62c94d0affafe8228ba55cbefacea42f914aa66bcab3f2b9819a8a5b46b395bd54a9a20441e2b62974e1f5a6292a2977014bd1e3deae63aeebb21694915e4");
        using RecordCipher cipher = KeySchedule13.MakeCipher(
            SuiteInfo.Of(0x1301), 0x0304, Convert.FromHexString("9e40646ce79a7f9dc05af8889bce6552875afa0b06df0087f792ebb7c17504a5"));
        byte[] output = new byte[record.Length];
        cipher.TryOpen(0, record.AsSpan(0, 5), record.AsSpan(5), output, out int length).ShouldBeTrue();
        length.ShouldBe(51);
        output[..50].ShouldBe(Enumerable.Range(0, 50).Select(static i => (byte)i));
        output[50].ShouldBe((byte)23);
        cipher.TryOpen(1, record.AsSpan(0, 5), record.AsSpan(5), output, out _).ShouldBeFalse("another number is another record");
    }

    // The vector that the implementers of TLS 1.2 agreed on for P_SHA256 (ietf tls list, 2008).
    [Fact]
    public void The_pseudorandom_function_of_TLS_1_2()
    {
        byte[] output = new byte[100];
        Prf.Fill(HashAlgorithmName.SHA256, Convert.FromHexString("9bbe436ba940f017b17652849a71db35"), "test label",
            Convert.FromHexString("a0ba9f936cda311827a6f796ffd5198c"), output);
        Convert.ToHexStringLower(output).ShouldStartWith("e3f229ba727be17b8d122620557cd453c2aab21d07c3d495329b52d4e61edb5a");
    }

    [Theory]
    [InlineData(0x1302, nameof(BulkCipher.AesGcm), 32, 0)]
    [InlineData(0x1303, nameof(BulkCipher.ChaCha20Poly1305), 32, 0)]
    [InlineData(0x1305, nameof(BulkCipher.AesCcm8), 16, 0)]
    [InlineData(0xC028, nameof(BulkCipher.AesCbc), 32, 48)]
    [InlineData(0x000A, nameof(BulkCipher.TripleDesCbc), 24, 20)]
    [InlineData(0x0001, nameof(BulkCipher.Null), 0, 16)]
    [InlineData(0x0005, nameof(BulkCipher.None), 16, 20)]
    [InlineData(0x0008, nameof(BulkCipher.None), 16, 20)]
    [InlineData(0x0041, nameof(BulkCipher.None), 16, 20)]
    [InlineData(0xABCD, nameof(BulkCipher.None), 16, 20)]
    public void Suites_are_read_by_their_names(int id, string cipher, int key, int mac)
    {
        SuiteInfo suite = SuiteInfo.Of((ushort)id);
        (suite.Cipher.ToString(), suite.KeyLength, suite.MacLength).ShouldBe((cipher, key, mac));
    }
}
