using FsCheck;
using FsCheck.Fluent;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Testing.Collection;

namespace NetWatch.Plugins.Geo.Tests;

public sealed class GeoCollectorTests : IDisposable
{
    static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("netwatch-geo-");
    readonly CollectorTestContext _context = new();
    long _version;

    public void Dispose() => _folder.Delete(recursive: true);

    static NetAddress Ip(string text) => NetAddress.TryParse(text, out NetAddress address) ? address : throw new ArgumentException(text);

    string Write(string name, byte[] bytes)
    {
        string path = Path.Combine(_folder.FullName, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    static byte[] City(int recordBits, int ipVersion = 6) => new DatabaseBytes(recordBits, ipVersion)
        .Add("93.184.216.0/24",
            ("city", new (string, object)[] { ("names", new (string, object)[] { ("de", "Musterstadt"), ("en", "Sampletown") }) }),
            ("country", new (string, object)[] { ("iso_code", "DE"), ("names", new (string, object)[] { ("en", "Germany") }) }),
            ("subdivisions", new object[] { new (string, object)[] { ("iso_code", "BE") } }))
        .Add("93.184.217.0/24", ("registered_country", new (string, object)[] { ("iso_code", "FR") }))
        .ToArray();

    CollectorRun Run(string database, params string[] addresses)
    {
        _context.Set("geo", "database", database);
        _context.Published.Set(new FlowTableSnapshot
        {
            Version = ++_version, TakenAt = default,
            Rows = [.. addresses.Select((each, i) => new FlowRow(i + 1, new FlowRecord { Id = i, Tuple = new FiveTuple(Transport.Tcp, default, 1, Ip(each), 443), Start = default, End = default, Facts = [] }, 0, 0, null))],
        });
        return new CollectorRun(new GeoCollector(_context));
    }

    [Theory]
    [InlineData(24, 6), InlineData(28, 6), InlineData(32, 6), InlineData(24, 4), InlineData(28, 4), InlineData(32, 4)]
    public void Country_and_city_are_found_in_trees_of_every_record_size(int recordBits, int ipVersion)
    {
        GeoSnapshot geo = Run(Write("city.mmdb", City(recordBits, ipVersion)), "93.184.216.34", "93.184.217.1", "8.8.8.8").Take<GeoSnapshot>(Second);
        geo.Databases.ShouldBe(["Test-City 2026-01-01"]);
        geo.Find(Ip("93.184.216.34")).ShouldBe(new GeoPlace { CountryCode = "DE", Country = "Germany", City = "Sampletown" });
        geo.Find(Ip("93.184.217.1"))!.CountryCode.ShouldBe("FR");
        geo.Find(Ip("8.8.8.8")).ShouldBeNull();
    }

    [Fact]
    public void Several_databases_add_to_each_other()
    {
        byte[] asn = new DatabaseBytes(24).Add("93.184.216.0/24", ("autonomous_system_number", 64_500L), ("autonomous_system_organization", "Sample Networks"))
            .Add("2001:db8::/32", ("autonomous_system_number", 64_501L)).ToArray("Test-ASN");
        string both = Write("city.mmdb", City(28)) + Path.PathSeparator + Write("asn.mmdb", asn);
        GeoSnapshot geo = Run(both, "93.184.216.34", "2001:db8::7").Take<GeoSnapshot>(Second);
        GeoPlace place = geo.Find(Ip("93.184.216.34")).ShouldNotBeNull();
        (place.City, place.AsNumber, place.AsOrganization).ShouldBe(("Sampletown", 64_500, "Sample Networks"));
        geo.Find(Ip("2001:db8::7"))!.AsNumber.ShouldBe(64_501);
    }

    [Fact]
    public void Without_a_database_it_says_how_to_give_one()
    {
        CollectorRun run = Run("", "93.184.216.34");
        run.Collect(Second).ShouldBeNull();
        run.Notice.ShouldNotBeNull().ShouldContain("collectors.geo.database");
    }

    [Fact]
    public void A_file_that_is_no_database_is_named_with_the_reason()
    {
        foreach (byte[] bytes in (byte[][])[[], "hello"u8.ToArray(), new DatabaseBytes(24).ToArray(major: 3)])
        {
            CollectorRun run = Run(Write("odd.mmdb", bytes), "93.184.216.34");
            run.Collect(Second).ShouldBeNull();
            run.Notice.ShouldNotBeNull().ShouldContain("odd.mmdb can't be used");
        }
    }

    [Fact]
    public void No_bytes_of_a_database_can_break_it()
    {
        byte[] good = City(28);
        var change = from place in Gen.Choose(0, good.Length - 1) from value in Gen.Choose(0, 255) from end in Gen.Choose(good.Length / 2, good.Length) select (place, value, end);
        Prop.ForAll(Arb.From(Gen.ListOf(change, 5)), changes =>
        {
            byte[] bytes = [.. good];
            foreach ((int place, int value, _) in changes) bytes[place] = (byte)value;
            Run(Write("broken.mmdb", changes[1].place % 2 == 0 ? bytes : bytes[..changes[0].end]), "93.184.216.34", "93.184.217.9", "1.1.1.1").Collect(Second);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_record_that_points_to_itself_ends()
    {
        // A map of one entry whose value is a pointer to the map.
        byte[] good = new DatabaseBytes(24).Add("0.0.0.0/1", ("x", "yyyy")).ToArray();
        int map = good.AsSpan().IndexOf("x"u8) - 2;
        good[map + 3] = 0x20;
        good[map + 4] = 0;
        Run(Write("loop.mmdb", good), "1.1.1.1").Collect(Second);
    }
}
