using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Protocols.Tls;

namespace NetWatch.Sdk.Tests.Protocols;

public sealed class CertificateFactsTests
{
    [Fact]
    public void All_fields_are_those_that_the_framework_reads()
    {
        using var certificate = MakeCertificate("C=DE, O=\"Example, GmbH\", CN=example.org", "example.org", "*.example.org", "192.0.2.1", "2001:db8::1");
        TlsCertificate read = CertificateFacts.Create(certificate.RawData).ShouldNotBeNull();
        read.Subject.ShouldBe(@"C=DE, O=Example\, GmbH, CN=example.org");
        read.Issuer.ShouldBe(read.Subject);
        read.SubjectAltNames.ShouldBe(["example.org", "*.example.org", "192.0.2.1", "2001:db8::1"], ignoreOrder: true);
        read.NotBefore.ShouldBe(new DateTimeOffset(2024, 2, 29, 12, 30, 45, TimeSpan.Zero));
        // Beyond 2049 a certificate has a GeneralizedTime.
        read.NotAfter.ShouldBe(new DateTimeOffset(2051, 1, 1, 0, 0, 0, TimeSpan.Zero));
        read.Serial.ShouldNotBeNull().Replace(":", "", StringComparison.Ordinal).ShouldEndWith(certificate.SerialNumber);
        read.Sha256.ShouldBe(Convert.ToHexStringLower(certificate.GetCertHash(System.Security.Cryptography.HashAlgorithmName.SHA256)));
    }

    [Theory]
    [InlineData("500101000000Z", "1950-01-01T00:00:00Z")]
    [InlineData("491231235959Z", "2049-12-31T23:59:59Z")]
    [InlineData("2601020304Z", "2026-01-02T03:04:00Z")]
    [InlineData("260102030405+0200", "2026-01-02T01:04:05Z")]
    [InlineData("260230000000Z", null)]
    [InlineData("2601020304", "2026-01-02T03:04:00Z")]
    [InlineData("26010226", null)]
    [InlineData("261302030405Z", null)]
    [InlineData("not a time", null)]
    public void Times_are_read_in_every_form_and_refused_when_they_do_not_exist(string text, string? expected)
    {
        byte[] time = [0x17, (byte)text.Length, .. text.Select(c => (byte)c)];
        byte[] signed = Der(0x30, [.. Der(0x02, [1]), .. Der(0x30, []), .. Der(0x30, []), .. Der(0x30, time), .. Der(0x30, [])]);
        TlsCertificate read = CertificateFacts.Create(Der(0x30, signed)).ShouldNotBeNull();
        read.NotBefore.ShouldBe(expected is null ? null : DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void A_certificate_cut_anywhere_gives_nothing()
    {
        using var certificate = MakeCertificate(names: "example.org");
        byte[] der = certificate.RawData;
        for (int length = 0; length < der.Length; length++) CertificateFacts.Create(der.AsSpan(0, length)).ShouldBeNull();
    }

    [Fact]
    public void Mutated_certificates_do_no_harm()
    {
        using var certificate = MakeCertificate(names: ["example.org", "192.0.2.1"]);
        var random = new Random(7);
        for (int i = 0; i < 20_000; i++)
        {
            byte[] der = [.. certificate.RawData];
            for (int changes = random.Next(1, 6); changes > 0; changes--) der[random.Next(der.Length)] = (byte)random.Next(256);
            CertificateFacts.Create(der)?.Summary.Length.ShouldBeLessThan(20_000);
        }
    }

    [Fact]
    public void Ten_thousand_names_are_not_all_kept()
    {
        byte[] name = [0x82, 1, (byte)'a'];
        byte[] names = Der(0x30, [.. Enumerable.Repeat(name, 10_000).SelectMany(n => n)]);
        byte[] extension = Der(0x30, [.. Der(0x06, [0x55, 0x1D, 0x11]), .. Der(0x04, names)]);
        byte[] signed = Der(0x30,
        [
            .. Der(0x02, [1]), .. Der(0x30, []), .. Der(0x30, []), .. Der(0x30, []), .. Der(0x30, []), .. Der(0x30, []), .. Der(0xA3, Der(0x30, extension)),
        ]);
        CertificateFacts.Create(Der(0x30, signed)).ShouldNotBeNull().SubjectAltNames.Count.ShouldBe(512);
    }

    [Fact]
    public void Unknown_attributes_are_shown_by_number_and_control_characters_escaped()
    {
        byte[] attribute = Der(0x30, [.. Der(0x06, [0x2A, 0x03, 0x81, 0x00]), .. Der(0x0C, [(byte)'#', 0x1B, (byte)';'])]);
        byte[] signed = Der(0x30, [.. Der(0x02, [1]), .. Der(0x30, []), .. Der(0x30, Der(0x31, attribute))]);
        CertificateFacts.Create(Der(0x30, signed)).ShouldNotBeNull().Issuer.ShouldBe(@"1.2.3.128=\#\1B\;");
    }

    static X509Certificate2 MakeCertificate(string subject = "C=DE, O=Example GmbH, CN=example.org", params string[] names)
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

    static byte[] Der(byte tag, byte[] content) => content.Length < 128
        ? [tag, (byte)content.Length, .. content]
        : [tag, 0x83, (byte)(content.Length >> 16), (byte)(content.Length >> 8), (byte)content.Length, .. content];
}
