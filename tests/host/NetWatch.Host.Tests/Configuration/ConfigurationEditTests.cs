using System.Text;
using FsCheck;
using FsCheck.Fluent;
using NetWatch.Host.Configuration;

namespace NetWatch.Host.Tests.Configuration;

/// <summary>One key is set, and the rest of the file stays as people wrote it.</summary>
public sealed class ConfigurationEditTests
{
    static readonly ConfigurationSchema Schema = new([]);

    static string Set(string json, string key, string value) => Encoding.UTF8.GetString(ConfigurationEdit.Set(Encoding.UTF8.GetBytes(json), Schema.Find(key)!, value));

    [Theory]
    [InlineData("{\n}\n", "screen.theme", "dark", "{\n  \"screen\": {\n    \"theme\": \"dark\"\n  }\n}\n")]
    [InlineData("{}", "screen.theme", "dark", "{\n  \"screen\": {\n    \"theme\": \"dark\"\n  }\n}")]
    [InlineData("{\n  \"screen\": {\n    \"tick\": \"1s\"\n  }\n}", "screen.theme", "dark", "{\n  \"screen\": {\n    \"tick\": \"1s\",\n    \"theme\": \"dark\"\n  }\n}")]
    [InlineData("{\n  \"screen\": { \"tick\": \"1s\" }\n}", "screen.theme", "dark", "{\n  \"screen\": { \"tick\": \"1s\", \"theme\": \"dark\" }\n}")]
    [InlineData("{\n  \"screen\": {}\n}", "screen.theme", "dark", "{\n  \"screen\": { \"theme\": \"dark\" }\n}")]
    [InlineData("{\n  \"network\": { \"egress\": false }, // why\n}", "network.egress", "true", "{\n  \"network\": { \"egress\": true }, // why\n}")]
    [InlineData("{\r\n\t\"network\": {\r\n\t\t\"egress\": false\r\n\t}\r\n}", "screen.tick", "1s",
        "{\r\n\t\"network\": {\r\n\t\t\"egress\": false\r\n\t},\r\n  \"screen\": {\r\n    \"tick\": \"1s\"\r\n  }\r\n}")]
    public void A_key_is_added_or_replaced_where_it_belongs(string before, string key, string value, string after) => Set(before, key, value).ShouldBe(after);

    [Fact]
    public void Comments_blanks_and_trailing_commas_stay()
    {
        const string Before = """
            {
              // the machine room
              "network": {
                "egress": false, // never, here
              },

              /* , */
              "screen": {
                "tick": "1s" // , slow terminal
                // "theme": "light"
              }
              // end
            }
            """;
        string after = Set(Set(Before, "screen.theme", "dark"), "decryption.keylog", "/tmp/a \"b\" ü");
        after.ShouldBe("""
            {
              // the machine room
              "network": {
                "egress": false, // never, here
              },

              /* , */
              "screen": {
                "tick": "1s", // , slow terminal
                // "theme": "light"
                "theme": "dark"
              },
              // end
              "decryption": {
                "keylog": "/tmp/a \"b\" ü"
              }
            }
            """);
        ConfigurationFile.Parse("x", Encoding.UTF8.GetBytes(after), Schema)["decryption.keylog"].ShouldBe("/tmp/a \"b\" ü");
    }

    [Fact]
    public void Whatever_is_set_in_whatever_order_reads_back_and_the_rest_is_as_before()
    {
        (string Key, string[] Values)[] settings =
        [
            ("decryption.keylog", ["", "/a", "\"\\\n", "// no comment", "/*", "ü€😀"]), ("screen.theme", ["dark", "mono"]), ("screen.tick", ["1s", "50ms"]),
            ("network.egress", ["true", "false"]), ("engine.flowmemory", ["8MiB"]), ("viewer.packets", ["7", "5,000"]),
        ];
        string[] starts =
        [
            "{}", "{\n}\n", "{ }", "// c\n{ // d\n}", "{ \"network\": { \"egress\": false, } , }", "{\n\"viewer\": {\n\"packets\": 9 /* , */\n}\n}",
            "{\"screen\":{\"tick\":\"2s\"},\"network\":{}}", "{\r\n  \"engine\": {\r\n    // nothing\r\n  }\r\n}",
        ];
        var step = from each in Gen.Elements(settings) from value in Gen.Elements(each.Values) select (each.Key, Value: value);
        Prop.ForAll(Arb.From(Gen.Elements(starts)), Arb.From(Gen.ListOf(step, 6)), (start, steps) =>
        {
            byte[] json = Encoding.UTF8.GetBytes(start);
            Dictionary<string, string?> expected = ConfigurationFile.Parse("x", json, Schema);
            foreach ((string key, string value) in steps)
            {
                json = ConfigurationEdit.Set(json, Schema.Find(key)!, value);
                expected[key] = value;
                ConfigurationFile.Parse("x", json, Schema).ShouldBe(expected, ignoreOrder: true);
            }
        }).QuickCheckThrowOnFailure();
    }
}
