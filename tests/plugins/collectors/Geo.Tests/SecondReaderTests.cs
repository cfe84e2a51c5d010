using System.Diagnostics;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Testing.Collection;

namespace NetWatch.Plugins.Geo.Tests;

/// <summary>Databases that MaxMind's own writer has made (Samples/make.pl), read by this collector and by mmdblookup of Debian's mmdb-bin.</summary>
public sealed class SecondReaderTests
{
    static readonly string Samples = Path.Combine(AppContext.BaseDirectory, "Samples");

    static readonly Random Random = new(20_260_101);

    static NetAddress Ip(string text) => NetAddress.TryParse(text, out NetAddress address) ? address : throw new ArgumentException(text);

    static string Database(string name) => Path.Combine(Samples, name + ".mmdb");

    static GeoSnapshot Look(string databases, IReadOnlyList<string> addresses)
    {
        var context = new CollectorTestContext();
        context.Set("geo", "database", databases);
        context.Published.Set(new FlowTableSnapshot
        {
            Version = 1, TakenAt = default,
            Rows = [.. addresses.Select((each, i) => new FlowRow(i + 1, new FlowRecord { Id = i, Tuple = new FiveTuple(Transport.Tcp, default, 1, Ip(each), 443), Start = default, End = default, Facts = [] }, 0, 0, null))],
        });
        return new CollectorRun(new GeoCollector(context)).Take<GeoSnapshot>(TimeSpan.FromSeconds(1));
    }

    static string[] Addresses() =>
    [
        .. Enumerable.Range(0, 40).Select(_ => $"10.{Random.Next(80)}.{Random.Next(256)}.{Random.Next(256)}"),
        .. Enumerable.Range(0, 10).Select(i => $"10.{i}.7.{i * 20}"), "10.5.6.255", "10.5.7.0", "10.5.7.127", "10.5.7.128", "9.255.255.255", "10.0.0.0",
        .. Enumerable.Range(0, 20).Select(_ => $"2001:db8:{Random.Next(70):x}:{Random.Next(65_536):x}::{Random.Next(65_536):x}"), "2001:db8:3f:ffff:ffff:ffff:ffff:ffff", "2001:db8:40::",
        "192.0.2.0", "192.0.2.1", "192.0.2.2", "198.51.100.7", "203.0.113.200", "172.16.0.1", "172.31.255.255", "172.32.0.0", "8.8.8.8", "2606:4700::1",
    ];

    [MmdbLookupFact]
    public void Both_find_the_same_for_every_address()
    {
        string[] addresses = [.. Addresses().Distinct()];
        GeoSnapshot geo = Look(string.Join(Path.PathSeparator, Database("city"), Database("asn"), Database("country")), addresses);
        foreach (string address in addresses)
        {
            string? code = Ask("city", address, "country iso_code") ?? Ask("country", address, "country iso_code") ?? Ask("city", address, "registered_country iso_code");
            string? country = Ask("city", address, "country names en") ?? Ask("country", address, "country names en") ?? Ask("city", address, "registered_country names en");
            GeoPlace place = geo.Find(Ip(address)) ?? new GeoPlace();
            place.CountryCode.ShouldBe(code ?? "", address);
            if (code != "FI") place.Country.ShouldBe(country ?? "", address);
            place.City.ShouldBe(Cut(Ask("city", address, "city names en") ?? ""), address);
            place.AsNumber.ToString(null, null).ShouldBe(Ask("asn", address, "autonomous_system_number") ?? "0", address);
            place.AsOrganization.ShouldBe(Ask("asn", address, "autonomous_system_organization") ?? "", address);
        }

        geo.Places.Count.ShouldBeGreaterThan(50);
    }

    [Fact]
    public void What_the_writer_wrote_is_found_in_trees_of_each_size()
    {
        GeoPlace city = Look(Database("city"), ["10.3.9.9"]).Find(Ip("10.3.9.9"))!;
        (city.CountryCode, city.Country, city.City).ShouldBe(("BR", "Country 3", "City " + new string('x', 27) + "3"));
        Look(Database("city"), ["192.0.2.1"]).Find(Ip("192.0.2.1"))!.City.ShouldBe("Bodø");
        GeoPlace network = Look(Database("asn"), ["2001:db8:3:8000::1"]).Find(Ip("2001:db8:3:8000::1"))!;
        (network.AsNumber, network.AsOrganization).ShouldBe((4_200_000_003, "Six 3"));
        Look(Database("country"), ["172.20.1.1"]).Find(Ip("172.20.1.1"))!.Country.ShouldBe("Canton 20");
    }

    // Of a name that is longer, the screen gets the beginning.
    static string Cut(string name) => name[..Math.Min(name.Length, 256)];

    static string? Ask(string database, string address, string path)
    {
        var start = new ProcessStartInfo(MmdbLookupFactAttribute.Program, ["--file", Database(database), "--ip", address, .. path.Split(' ')])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, StandardOutputEncoding = System.Text.Encoding.UTF8,
        };
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        int end = output.LastIndexOf(" <", StringComparison.Ordinal);
        return process.ExitCode != 0 || end < 0 ? null : output[..end].Trim('"');
    }
}
