using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Protocols.Tls;

namespace NetWatch.Sdk.Tests.Protocols;

/// <summary>What is kept from one handshake for the next changes nothing but the work.</summary>
public class RecentValuesTests
{
    [Fact]
    public void A_value_is_found_by_equal_bytes_only()
    {
        var recent = new RecentValues<string>(capacity: 64, maxLength: 300);
        var random = new Random(12);
        int found = 0;
        for (int round = 0; round < 20_000; round++)
        {
            // Lengths on both sides of those that are looked at as a whole.
            var chosen = new Random(random.Next(100));
            byte[] bytes = new byte[chosen.Next(400)];
            chosen.NextBytes(bytes);
            if (bytes.Length > 0) bytes[bytes.Length / 2] = (byte)random.Next(2);
            string expected = Convert.ToHexString(bytes);
            if (recent.Find(bytes) is not { } value)
            {
                recent.Keep(bytes, expected);
                continue;
            }

            value.ShouldBe(expected);
            found++;
        }

        found.ShouldBeGreaterThan(2000);
    }

    [Fact]
    public void What_was_kept_last_is_found_unless_it_is_too_long()
    {
        var recent = new RecentValues<string>(capacity: 1, maxLength: 8);
        recent.Find([1]).ShouldBeNull();
        recent.Keep([1], "one");
        recent.Find([1]).ShouldBe("one");
        recent.Keep([2], "two");
        recent.Find([2]).ShouldBe("two");
        recent.Keep([], "nothing");
        recent.Find([]).ShouldBe("nothing");
        recent.Keep(new byte[9], "long");
        recent.Find(new byte[9]).ShouldBeNull();
    }

    [Fact]
    public void Fingerprints_are_the_same_with_the_hashes_of_others()
    {
        var hashes = new Ja4Hashes();
        var random = new Random(11);
        for (int round = 0; round < 2000; round++)
        {
            // Few different hellos, so that most are met again, and more than there is room for.
            byte[] hello = Hello(new Random(random.Next(700)));
            ClientHelloView.TryParse(hello, out ClientHelloView view).ShouldBeTrue();
            Ja4.Compute(view, HelloCarrier.Tls, hashes).ShouldBe(Ja4.Compute(view, HelloCarrier.Tls));
        }
    }

    static byte[] Hello(Random random)
    {
        byte[] suites = new byte[2 * random.Next(1, 30)], algorithms = new byte[2 * random.Next(1, 12)];
        random.NextBytes(suites);
        random.NextBytes(algorithms);
        byte[] signatures = [0, (byte)(algorithms.Length + 2), 0, (byte)algorithms.Length, .. algorithms];
        byte[] extensions = [0, 13, .. signatures, .. Extension(random), .. Extension(random)];
        return
        [
            3, 3, .. new byte[32], 0, 0, (byte)suites.Length, .. suites, 1, 0, (byte)(extensions.Length >> 8), (byte)extensions.Length, .. extensions,
        ];
    }

    static byte[] Extension(Random random) => [(byte)random.Next(3), (byte)random.Next(60, 256), 0, 0];

    [Fact]
    public void A_certificate_that_was_met_before_shares_its_fact_and_others_do_not()
    {
        var recent = new RecentCertificates();
        byte[] first = Certificate("one.test"), second = Certificate("two.test");
        TlsCertificate fact = recent.Find(first).ShouldNotBeNull();
        recent.Find(first).ShouldBeSameAs(fact);
        recent.Find(second).ShouldNotBeNull().Subject.ShouldBe("CN=two.test");
        // The same signature below other bytes is another certificate.
        byte[] forged = [.. first];
        forged[^300] ^= 1;
        recent.Find(forged)?.Sha256.ShouldNotBe(fact.Sha256);
        recent.Find(first).ShouldNotBeNull().Sha256.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(first)));
        recent.Find([]).ShouldBeNull();
    }

    static byte[] Certificate(string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(10));
        return certificate.RawData;
    }
}
