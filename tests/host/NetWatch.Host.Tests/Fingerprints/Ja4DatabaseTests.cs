using System.Text;
using NetWatch.Host.Fingerprints;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Host.Tests.Fingerprints;

public sealed class Ja4DatabaseTests
{
    const string One = "t13d1516h2_8daaf6152771_02713d6af862";
    const string Two = "q13d0312h3_55b375c5d22e_06cda9e17597";
    const string Head = "Application,Library,Device,OS,ja4,ja4s,ja4h,ja4x,ja4t,ja4tscan,Notes\n";

    [Fact]
    public void The_CSV_form_names_an_application_or_else_a_library()
    {
        Ja4Database database = Read($"{Head}Chromium Browser,,,,{One},,,,,,\n,GoLang,,,{Two},,,,,,\nNmap,,,,,,,,1024_2_1460_00,,\n");

        database.Count.ShouldBe(2);
        (database.Find(One)!.Name, database.Find(One)!.Kind).ShouldBe(("Chromium Browser", "application"));
        (database.Find(Two)!.Name, database.Find(Two)!.Kind).ShouldBe(("GoLang", "library"));
        database.Find("t12d1516h2_8daaf6152771_02713d6af862").ShouldBeNull();
    }

    [Fact]
    public void Fields_in_quotes_hold_commas_quotes_and_line_ends() =>
        Read($"{Head}\"Client, \"\"new\"\"\nof 2026\",,,,{One},,,,,,\r\n").Find(One)!.Name.ShouldBe("Client, \"new\"\nof 2026");

    [Fact]
    public void The_JSON_form_is_an_array_of_objects()
    {
        string json = $$"""
            [
              {"application": "Chrome", "library": null, "verified": false, "observation_count": 9, "notes": {"a": [1]}, "ja4_fingerprint": "{{One}}"},
              {"application": null, "library": "Python", "verified": true, "observation_count": 1, "ja4_fingerprint": "{{Two}}", "ja4s_fingerprint": null},
              {"application": "Nmap", "ja4_fingerprint": null, "ja4t_fingerprint": "1024_2_1460_00"}
            ]
            """;
        Ja4Database database = Read(json);

        database.Find(One)!.Name.ShouldBe("Chrome");
        database.Find(Two)!.ShouldBe(new Ja4Client("Python", "library", true, []), new ClientEquality());
    }

    [Fact]
    public void Or_an_object_a_line_with_or_without_a_byte_order_mark() =>
        Read($"\uFEFF {{\"application\":\"A\",\"ja4\":\"{One}\"}}\n{{\"application\":\"B\",\"ja4\":\"{Two}\"}}\n").Find(Two)!.Name.ShouldBe("B");

    [Fact]
    public void Of_several_names_the_verified_comes_first_then_the_application_then_the_more_often_seen()
    {
        string entries = string.Join(',', Entry("Seldom", 1), Entry("Often", 50), Entry("Seldom", 2), Entry("Sure", 1, verified: true), Entry("Lib", 900, "library"),
            Entry("Agent", 9000, "user_agent_string"));
        Ja4Client client = Read($"[{entries}]").Find(One)!;

        client.Name.ShouldBe("Sure");
        client.IsVerified.ShouldBeTrue();
        client.Others.ShouldBe(["Often", "Seldom", "Lib", "Agent"]);
    }

    [Fact]
    public void No_more_than_four_others_are_kept() =>
        Read($"[{string.Join(',', Enumerable.Range(0, 50).Select(i => Entry($"Name {i}", i)))}]").Find(One)!.Others.ShouldBe(["Name 48", "Name 47", "Name 46", "Name 45"]);

    [Fact]
    public void A_long_name_is_cut() => Read($"[{Entry(new string('x', 1000), 1)}]").Find(One)!.Name.Length.ShouldBe(Ja4DatabaseBuilder.MaxName + 1);

    [Fact]
    public void A_database_larger_than_any_buffer_is_read_to_its_end()
    {
        string filler = new('n', 3000);
        string entries = string.Join(',', Enumerable.Range(0, 500).Select(i => $"{{\"application\":\"App {i}\",\"notes\":\"{filler}\",\"ja4_fingerprint\":\"t13d1516h2_8daaf6152771_{i:x12}\"}}"));
        Ja4Database database = Read($"[{entries}]");

        database.Count.ShouldBe(500);
        database.Find("t13d1516h2_8daaf6152771_0000000001f3")!.Name.ShouldBe("App 499");
    }

    [Fact]
    public void A_hello_of_a_known_client_is_annotated_with_its_source()
    {
        Ja4Database database = Read($"{Head}Chromium Browser,,,,{One},,,,,,\n");

        FactText.Of(database.Annotate(new TlsClientHello { Ja4 = One, Carrier = "quic" })!)
            .ShouldBe("quic/client_application\nja4_app=Chromium Browser\nja4_app_kind=application\nja4_app_source=names.csv\n");
        database.Annotate(new TlsClientHello { Ja4 = Two }).ShouldBeNull();
        database.Annotate(new TlsServerHello()).ShouldBeNull();
    }

    [Theory]
    [InlineData("", "names.csv:1: the file is empty.")]
    [InlineData("a,b\n1,2\n", "names.csv:1: the first line names no column ja4")]
    [InlineData("Application,ja4\n\"open,\n", "names.csv:2: a quote begins here that has no end.")]
    [InlineData("Application,ja4\nx,nothing\n", "names.csv: none of its 1 entries has a JA4 fingerprint")]
    [InlineData("[1, 2]", "names.csv: none of its 0 entries has a JA4 fingerprint")]
    [InlineData("[{\"application\": \"x\",\n \"ja4\" \"y\"}]", "names.csv:2: it is not JSON here.")]
    [InlineData("[{\"application\": \"x\"", "names.csv:1: it is not JSON here.")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]", "names.csv:1: it is not JSON here.")]
    public void What_is_no_database_is_told_with_file_and_line(string text, string sentence) =>
        Should.Throw<Ja4DatabaseException>(() => Read(text)).Message.ShouldStartWith(sentence);

    [Fact]
    public void Lines_and_texts_without_end_are_refused()
    {
        Should.Throw<Ja4DatabaseException>(() => Read("ja4," + new string('x', 100_000))).Message.ShouldContain("longer than 64 KiB");
        Should.Throw<Ja4DatabaseException>(() => Read("ja4" + new string(',', 1000))).Message.ShouldContain("more than 64 fields");
        Should.Throw<Ja4DatabaseException>(() => Read($"[{{\"notes\":\"{new string('x', 3 << 20)}\"}}]")).Message.ShouldContain("longer than 1 MiB");
    }

    [Fact]
    public void Any_bytes_give_a_database_or_a_sentence()
    {
        byte[][] seeds =
        [
            Encoding.UTF8.GetBytes($"{Head}\"Chromium, Browser\",,,,{One},,,,,,\n,GoLang,,,{Two},,,,,,\n"), Encoding.UTF8.GetBytes($"[{Entry("A", 1)},{Entry("B", 2, verified: true)}]"),
        ];
        for (int seed = 0; seed < 20_000; seed++)
        {
            var random = new Random(seed);
            byte[] bytes = [.. seeds[random.Next(seeds.Length)]];
            for (int change = random.Next(1, 6); change > 0; change--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            try
            {
                Ja4Database.Read(new MemoryStream(bytes[..random.Next(1, bytes.Length + 1)]), "names.csv").Count.ShouldBeGreaterThan(0);
            }
            catch (Ja4DatabaseException error)
            {
                error.Message.ShouldStartWith("names.csv", customMessage: $"seed {seed}");
            }
        }
    }

    [Fact]
    public void A_file_that_is_not_there_or_no_file_is_told()
    {
        Should.Throw<Ja4DatabaseException>(() => Ja4Database.Load("/no/such/file")).Message.ShouldStartWith("/no/such/file: can't be read:");
        Should.Throw<Ja4DatabaseException>(() => Ja4Database.Load(Path.GetTempPath())).Message.ShouldContain("can't be read");
    }

    static string Entry(string name, int observations, string field = "application", bool verified = false) =>
        $"{{\"{field}\":\"{name}\",\"verified\":{(verified ? "true" : "false")},\"observation_count\":{observations},\"ja4_fingerprint\":\"{One}\"}}";

    static Ja4Database Read(string text) => Ja4Database.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), "names.csv");

    sealed class ClientEquality : IEqualityComparer<Ja4Client>
    {
        public bool Equals(Ja4Client? left, Ja4Client? right) =>
            left is not null && right is not null && left with { Others = [] } == right with { Others = [] } && left.Others.SequenceEqual(right.Others);

        public int GetHashCode(Ja4Client client) => client.Name.GetHashCode(StringComparison.Ordinal);
    }
}
