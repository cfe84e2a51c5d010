using System.Net.Security;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Sdk.Tests.Protocols.Facts;

/// <summary>Names of TLS numbers.</summary>
public sealed class TlsNamesTests
{
    [Fact]
    public void Cipher_suites_have_the_names_of_the_registry_and_others_are_numbers()
    {
        Dictionary<ushort, string> known = Enum.GetValues<TlsCipherSuite>().ToDictionary(suite => (ushort)suite, suite => suite.ToString());
        for (int number = 0; number <= ushort.MaxValue; number++)
            TlsNames.CipherSuite((ushort)number).ShouldBe(known.GetValueOrDefault((ushort)number, $"0x{number:x4}"));
    }

    [Theory]
    [InlineData(0x0304, "TLS 1.3")]
    [InlineData(0x7F1C, "TLS 1.3 draft-28")]
    [InlineData(0x7F1D, "0x7f1d")]
    [InlineData(0xFB1A, "0xfb1a")]
    [InlineData(0x0002, "SSLv2")]
    public void Versions_have_the_names_of_EVE(ushort version, string name) => TlsNames.Version(version).ShouldBe(name);

    [Theory]
    [InlineData("2026-01-02T03:04:05Z", "2026-01-02T03:04:05")]
    [InlineData("1950-12-31T23:59:59+02:00", "1950-12-31T21:59:59")]
    [InlineData("0001-01-01T00:00:00Z", "0001-01-01T00:00:00")]
    public void Validity_is_written_in_UTC_to_the_second(string time, string expected)
    {
        var fact = new TlsCertificate { NotBefore = DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture) };
        FactText.Of(fact).ShouldBe($"tls/certificate\nnotbefore={expected}\n");
    }
}
