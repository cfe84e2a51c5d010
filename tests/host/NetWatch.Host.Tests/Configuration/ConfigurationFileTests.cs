using System.Text;
using FsCheck;
using FsCheck.Fluent;
using NetWatch.Host.Configuration;
using NetWatch.PluginHost.Declarations;
using NetWatch.PluginHost.Discovery;

namespace NetWatch.Host.Tests.Configuration;

public sealed class ConfigurationFileTests
{
    static readonly ConfigurationSchema Schema = new([new Plugin
    {
        Id = "probe", Folder = "/plugins/probe", Origin = PluginOrigin.Bundled,
        Extensions = [new CollectorDeclaration(ExtensionKind.Collector, "health", "Health", "S") { Settings = ["target"] }],
    }]);

    static Dictionary<string, string?> Parse(string json) => ConfigurationFile.Parse("netwatch.json", Encoding.UTF8.GetBytes(json), Schema);

    static string Refusal(string json) => Should.Throw<ConfigurationException>(() => Parse(json)).Message;

    [Fact]
    public void Settings_are_read_by_key() =>
        Parse("""
            {
              // a comment
              "network": { "egress": true },
              "collectors": { "health": { "cadence": "5s", "target": "192.0.2.1", "enabled": false, }, },
            }
            """).ShouldBe(new Dictionary<string, string?>
        {
            ["network.egress"] = "true", ["collectors.health.cadence"] = "5s", ["collectors.health.target"] = "192.0.2.1", ["collectors.health.enabled"] = "false",
        }, ignoreOrder: true);

    [Theory]
    [InlineData("{\n\"network\": {\n\"egres\": true } }", "netwatch.json:3: there is no key 'egres' in 'network'. Known here: egress.")]
    [InlineData("{\n\n\"colectors\": {} }", "netwatch.json:3: there is no key 'colectors'. Known here: capture, collectors, decryption, engine, ja4, network, screen, timeouts, viewer.")]
    [InlineData("{ \"collectors\": {\n \"nobody\": {} } }", "netwatch.json:2: there is no key 'nobody' in 'collectors'. Known here: health.")]
    [InlineData("{ \"network.egress\": true }", "netwatch.json:1: there is no key 'network.egress'. Known here: capture, collectors, decryption, engine, ja4, network, screen, timeouts, viewer.")]
    public void A_key_that_nobody_knows_is_an_error_that_names_the_line(string json, string message) => Refusal(json).ShouldBe(message);

    [Theory]
    [InlineData("{ \"network\": { \"egress\": \"yes\" } }", "'network.egress' must be true or false, not 'yes'")]
    [InlineData("{ \"collectors\": { \"health\": { \"cadence\": \"soon\" } } }", "'collectors.health.cadence' must be a time")]
    [InlineData("{ \"collectors\": { \"health\": { \"target\": [\"a\"] } } }", "'collectors.health.target' must be one value")]
    [InlineData("{ \"collectors\": true }", "'collectors' must be an object in braces")]
    [InlineData("{ \"network\": { \"egress\": true, \"egress\": false } }", "'network.egress' is set twice")]
    [InlineData("{ \"engine\": { \"flowmemory\": \"1KiB\" } }", "'engine.flowmemory' must be a size from 1MiB to 64GiB such as 64KiB or 32MiB, not '1KiB'")]
    [InlineData("{ \"engine\": { \"flowmemory\": \"much\" } }", "'engine.flowmemory' must be a size")]
    [InlineData("{ \"viewer\": { \"packets\": 0 } }", "'viewer.packets' must be a whole number from 1 to 10,000,000, not '0'")]
    [InlineData("{ \"viewer\": { \"packets\": 1e99 } }", "'viewer.packets' must be a whole number")]
    [InlineData("{ \"screen\": { \"tick\": \"1ms\" } }", "'screen.tick' must be a time from 50ms to 10s such as")]
    [InlineData("{ \"screen\": { \"theme\": \"pink\" } }", "'screen.theme' must be one of terminal, dark, light, mono, not 'pink'")]
    [InlineData("[]", "it must be one object in braces")]
    [InlineData("{ \"network\": {\n \"egress\": tru } }", "netwatch.json:2: it is not JSON here")]
    [InlineData("", "it is not JSON here")]
    public void What_can_not_be_right_is_refused_in_a_sentence(string json, string part) => Refusal(json).ShouldContain(part);

    [Fact]
    public void No_bytes_can_do_more_than_be_refused()
    {
        byte[] good = Encoding.UTF8.GetBytes("{ \"network\": { \"egress\": true }, \"collectors\": { \"health\": { \"target\": \"x\" } } }");
        var change = from place in Gen.Choose(0, good.Length - 1) from value in Gen.Choose(0, 255) select (place, value);
        Prop.ForAll(Arb.From(Gen.ListOf(change, 3)), changes =>
        {
            byte[] bytes = [.. good];
            foreach ((int place, int value) in changes) bytes[place] = (byte)value;
            try
            {
                ConfigurationFile.Parse("x", bytes, Schema);
            }
            catch (ConfigurationException)
            {
                // The only way to refuse.
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Depth_and_size_are_bounded()
    {
        Refusal(string.Concat(Enumerable.Repeat("{\"network\":", 100_000))).ShouldContain("netwatch.json:1");
        string path = Path.GetTempFileName();
        File.WriteAllText(path, new string(' ', (1 << 20) + 1));
        Should.Throw<ConfigurationException>(() => ConfigurationFile.Read(path, Schema)).Message.ShouldContain("1 MiB");
        File.Delete(path);
        Should.Throw<ConfigurationException>(() => ConfigurationFile.Read(path, Schema)).Message.ShouldContain(path);
    }
}
