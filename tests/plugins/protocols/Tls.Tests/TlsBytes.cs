using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace NetWatch.Plugins.Tls.Tests;

/// <summary>Records and messages for tests.</summary>
static class TlsBytes
{
    static readonly byte[] RetryRandom = SHA256.HashData("HelloRetryRequest"u8);

    public static byte[] Record(byte type, byte[] content, ushort version = 0x0303) =>
        [type, (byte)(version >> 8), (byte)version, (byte)(content.Length >> 8), (byte)content.Length, .. content];

    /// <summary>A handshake message cut into records of a size.</summary>
    public static byte[] Fragmented(byte[] message, int size) => [.. message.Chunk(size).SelectMany(part => Record(22, part))];

    public static byte[] Encrypted(int length, byte type = 23, ushort version = 0x0303)
    {
        var content = new byte[length];
        new Random(length).NextBytes(content);
        return Record(type, content, version);
    }

    public static byte[] ChangeCipherSpec => Record(20, [1]);

    public static byte[] Alert(byte level, byte description) => Record(21, [level, description]);

    /// <summary>A ClientHello as today's browsers send it, GREASE included; JA4 t13d1516h2_8daaf6152771_e5627efa2ab1.</summary>
    public static ClientHelloBuilder Browser(string name = "example.org") => new ClientHelloBuilder
    {
        Suites =
        [
            0x7A7A, 0x1301, 0x1302, 0x1303, 0xC02B, 0xC02F, 0xC02C, 0xC030, 0xCCA9, 0xCCA8, 0xC013, 0xC014, 0x009C, 0x009D, 0x002F, 0x0035,
        ],
    }
        .With(0x1A1A).WithSni(name).With(0x0017).With(0xFF01, 0).With(0x000A, 0, 4, 0xDA, 0xDA, 0, 0x1D).With(0x000B, 1, 0).With(0x0023)
        .WithAlpn("h2", "http/1.1").With(0x0005, 1, 0, 0, 0, 0)
        .WithSignatureAlgorithms(0x0403, 0x0804, 0x0401, 0x0503, 0x0805, 0x0501, 0x0806, 0x0601)
        .With(0x0012).With(0x0033, [0, 36, 0, 0x1D, 0, 32, .. new byte[32]]).With(0x002D, 1, 1)
        .WithVersions(0x2A2A, 0x0304, 0x0303).With(0x001B, 2, 0, 2).With(0x4469, 0, 3, 2, (byte)'h', (byte)'2')
        .With(0x3A3A, 0).With(0x0015, new byte[7]);

    public static byte[] ServerHello(ushort suite = 0x1301, ushort version = 0x0303, byte[]? extensions = null, bool isRetry = false) =>
        ClientHelloBuilder.Handshake(2,
        [
            .. ClientHelloBuilder.Numbers(version), .. isRetry ? RetryRandom : Enumerable.Repeat((byte)9, 32), 0,
            .. ClientHelloBuilder.Numbers(suite), 0, .. extensions is null ? [] : ClientHelloBuilder.Vector16(extensions),
        ]);

    /// <summary>supported_versions of a server.</summary>
    public static byte[] ChosenVersion(ushort version) => [0, 43, 0, 2, .. ClientHelloBuilder.Numbers(version)];

    public static byte[] ChosenAlpn(string protocol) =>
    [
        0, 16, .. ClientHelloBuilder.Vector16(ClientHelloBuilder.Vector16(ClientHelloBuilder.Vector8([.. protocol.Select(c => (byte)c)]))),
    ];

    public static byte[] CertificateMessage(params byte[][] certificates) => ClientHelloBuilder.Handshake(11, List24(
        [.. certificates.SelectMany(List24)]));

    static byte[] List24(byte[] data) => [.. ClientHelloBuilder.Length24(data.Length), .. data];

    public static X509Certificate2 MakeCertificate(string subject = "C=DE, O=Example GmbH, CN=example.org", params string[] names)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(new X500DistinguishedName(subject, X500DistinguishedNameFlags.None), key, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (string name in names)
        {
            if (IPAddress.TryParse(name, out IPAddress? address)) alternatives.AddIpAddress(address);
            else alternatives.AddDnsName(name);
        }

        if (names.Length > 0) request.CertificateExtensions.Add(alternatives.Build());
        return request.CreateSelfSigned(
            new DateTimeOffset(2024, 2, 29, 12, 30, 45, TimeSpan.Zero), new DateTimeOffset(2051, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }

    /// <summary>A hello in the format of SSLv2 that offers a version.</summary>
    public static byte[] SslV2ClientHello(ushort version, params byte[][] kinds)
    {
        byte[] body = [1, .. ClientHelloBuilder.Numbers(version, (ushort)(3 * kinds.Length), 0, 16), .. kinds.SelectMany(k => k), .. new byte[16]];
        return [(byte)(0x80 | body.Length >> 8), (byte)body.Length, .. body];
    }

    public static byte[] SslV2ServerHello(byte[] certificate)
    {
        byte[] body = [4, 0, 1, 0, 2, .. ClientHelloBuilder.Numbers((ushort)certificate.Length, 3, 16), .. certificate, 1, 0, 0x80, .. new byte[16]];
        return [(byte)(0x80 | body.Length >> 8), (byte)body.Length, .. body];
    }
}
