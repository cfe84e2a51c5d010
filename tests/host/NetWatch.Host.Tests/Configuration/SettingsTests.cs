using System.Collections;
using NetWatch.Engine;
using NetWatch.Engine.Decryption;
using NetWatch.Host.Configuration;
using NetWatch.Terminal.Themes;

namespace NetWatch.Host.Tests.Configuration;

/// <summary>Where the value of a setting comes from, and what changing it while the program runs does.</summary>
public sealed class SettingsTests
{
    static Settings Of(Dictionary<string, string?>? file = null, IDictionary? environment = null) =>
        new(new ConfigurationSchema([]), "/etc/netwatch.json", file ?? [], new EnvironmentSettings(environment ?? new Hashtable()));

    [Fact]
    public void Environment_stands_above_the_file_an_option_above_both_and_a_change_above_all()
    {
        Settings settings = Of(new() { ["ja4.database"] = "/file" });
        settings.Find("ja4.database").ShouldBe(new SettingValue("/file", SettingOrigin.File, "/etc/netwatch.json"));
        settings = Of(new() { ["ja4.database"] = "/file" }, new Hashtable { ["NETWATCH_JA4__DATABASE"] = "/environment" });
        settings.Find("ja4.database").ShouldBe(new SettingValue("/environment", SettingOrigin.Environment, "NETWATCH_JA4__DATABASE"));
        settings.SetOption("ja4.database", "/option", "--ja4-db");
        settings.Find("ja4.database").ShouldBe(new SettingValue("/option", SettingOrigin.Option, "--ja4-db"));
        settings.Change("ja4.database", "/here").ShouldBeNull();
        settings.Find("ja4.database").ShouldBe(new SettingValue("/here", SettingOrigin.Here));
        settings.Forget("ja4.database");
        settings.Find("ja4.database").Origin.ShouldBe(SettingOrigin.Option);
    }

    [Fact]
    public void What_is_not_set_has_its_default_and_what_has_none_is_null()
    {
        Of().Find("viewer.packets").ShouldBe(new SettingValue("5,000", SettingOrigin.Default));
        Of().Find("decryption.keylog").ShouldBe(new SettingValue(null, SettingOrigin.Default));
    }

    [Fact]
    public void A_change_to_what_it_was_is_none()
    {
        Settings settings = Of();
        settings.Change("screen.theme", "dark").ShouldBeNull();
        settings.Changes.Keys.ShouldContain("screen.theme");
        settings.Change("screen.theme", "terminal").ShouldBeNull();
        settings.Changes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("screen.theme", "pink", "It must be one of")]
    [InlineData("no.such", "x", "There is no such setting")]
    [InlineData("network.egress", "", "It must be true or false")]
    public void A_wrong_value_is_refused_and_changes_nothing(string key, string value, string why)
    {
        Settings settings = Of();
        settings.Change(key, value).ShouldNotBeNull().ShouldStartWith(why);
        settings.Changes.ShouldBeEmpty();
    }

    [Fact]
    public void Every_theme_of_the_terminal_can_be_chosen() =>
        HostSettings.All.Single(static setting => setting.Key == HostSettings.Theme).Choices.ShouldBe(BuiltInThemes.All.Select(static theme => theme.Name));

    [Fact]
    public void What_is_longer_than_a_file_may_have_is_refused() => Of().Change("decryption.keylog", new string('x', 4097)).ShouldNotBeNull();

    [Fact]
    public void What_was_saved_is_no_change_any_more_unless_something_stands_above_the_file()
    {
        Settings settings = Of(environment: new Hashtable { ["netwatch_Screen__Tick"] = "1s" });
        settings.Change("screen.theme", "dark");
        settings.Change("screen.tick", "2s");
        settings.OnSaved(settings.Changes);
        settings.Find("screen.theme").ShouldBe(new SettingValue("dark", SettingOrigin.File, "/etc/netwatch.json"));
        settings.Find("screen.tick").ShouldBe(new SettingValue("2s", SettingOrigin.Here));
    }

    [Fact]
    public void The_defaults_of_the_configuration_are_those_of_the_engine()
    {
        EngineSettings.Options(Of(), null).ShouldBe(new EngineOptions { MaxTransactions = EngineOptions.TransactionsToFilter });
        KeyRing usual = new(), set = EngineSettings.KeyRing(Of());
        (set.MaxWaitingBytes, set.MaxWaitingBytesPerDirection).ShouldBe((usual.MaxWaitingBytes, usual.MaxWaitingBytesPerDirection));
    }

    [Fact]
    public void Every_ceiling_reaches_the_engine() => EngineSettings.Options(Of(new()
    {
        ["engine.flowmemory"] = "8MiB", ["engine.heldstreams"] = "7", ["engine.heldbytes"] = "3 KiB", ["engine.undecided"] = "1_000", ["engine.facts"] = "9", ["engine.transactions"] = "13",
        ["engine.expected"] = "10", ["engine.marks"] = "11", ["engine.fragments"] = "12", ["engine.fragmentbytes"] = "1MiB",
        ["timeouts.tcp"] = "1h", ["timeouts.tcpopening"] = "2s", ["timeouts.tcpclosed"] = "500ms", ["timeouts.udp"] = "4s", ["timeouts.other"] = "5s",
    }), null).ShouldBe(new EngineOptions
    {
        FlowMemoryBytes = 8 << 20, MaxHeldStreams = 7, MaxHeldBytes = 3 << 10, MaxUndecidedFlows = 1000, MaxFactsPerFlow = 9, MaxTransactions = 13, MaxExpectedFlows = 10, MaxFlowMarks = 11,
        MaxFragmentedDatagrams = 12, MaxFragmentBytes = 1 << 20, TcpTimeout = TimeSpan.FromHours(1), TcpOpeningTimeout = TimeSpan.FromSeconds(2),
        TcpClosedTimeout = TimeSpan.FromMilliseconds(500), UdpTimeout = TimeSpan.FromSeconds(4), OtherTimeout = TimeSpan.FromSeconds(5),
    });

    [Fact]
    public void Every_default_is_a_value_that_may_be_set()
    {
        foreach (Setting setting in HostSettings.All) setting.Fault(setting.Default).ShouldBeNull(setting.Key);
    }

    [Fact]
    public void Every_setting_of_the_host_is_documented()
    {
        string page = File.ReadAllText(Path.Combine(Repository(), "docs/configuration.md"));
        foreach (Setting setting in HostSettings.All) page.ShouldContain($"`{setting.Key}`", Case.Sensitive, setting.Key);
    }

    static string Repository()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "NetWatch.sln"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
