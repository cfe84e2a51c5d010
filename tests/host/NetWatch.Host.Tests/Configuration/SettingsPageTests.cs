using System.Collections;
using System.Collections.Immutable;
using NetWatch.Engine.Decryption;
using NetWatch.Host.Composition;
using NetWatch.Host.Configuration;
using NetWatch.Host.Configuration.Page;
using NetWatch.Host.Decryption;
using NetWatch.Host.Fingerprints;
using NetWatch.Host.Tests.Collection;
using NetWatch.Host.Tests.EndToEnd;
using NetWatch.Host.Tests.Output;
using NetWatch.PluginHost.Discovery;
using NetWatch.Sdk.Plugins;
using NetWatch.Terminal.Shell;

namespace NetWatch.Host.Tests.Configuration;

/// <summary>The page that the Settings tab shows, and what changing a row does.</summary>
public sealed class SettingsPageTests : IDisposable
{
    readonly TemporaryFolder _folder = new();
    readonly ManualTime _time = new();
    readonly KeySources _keys = new(null, new KeyRing());
    readonly ScheduledCollectors _collectors = new();
    readonly Settings _settings;
    readonly FakeScreen _screen = new();
    readonly SettingsPage _page;

    public SettingsPageTests()
    {
        _settings = new Settings(new ConfigurationSchema([]), _folder["netwatch.json"], new Dictionary<string, string?>(), new EnvironmentSettings(new Hashtable()));
        var services = new HostServices(_time);
        var extensions = new Extensions(new PluginHostOptions { BundledFolder = _folder.Path, SafeMode = true }, services);
        _page = new SettingsPage(new PageSources(_settings, _keys, extensions, services.Store, _collectors.Scheduler, _time)
        {
            Pipeline = () => null, Annotator = new LiveAnnotator(null), Screen = _screen, IsLive = true,
        });
        _keys.Follow(TimeProvider.System);
    }

    public void Dispose()
    {
        _keys.Dispose();
        _collectors.Dispose();
        _folder.Dispose();
    }

    SettingsRow Row(string key) => _page.Groups.SelectMany(static group => group.Rows).First(row => row.Key == key);

    // The file is looked at by threads of its own.
    async Task<SettingsRow> Eventually(Func<SettingsRow, bool> isSo)
    {
        for (int i = 0; ; i++)
        {
            _time.Advance(1);
            SettingsRow row = Row("decryption.keylog");
            if (isSo(row)) return row;
            i.ShouldBeLessThan(400, row.ToString());
            await Task.Delay(25);
        }
    }

    static string Line(char digit) => $"CLIENT_RANDOM {new string(digit, 64)} {new string(digit, 96)}\n";

    [Fact]
    public async Task A_key_log_that_is_entered_is_waited_for_read_exchanged_and_cleared()
    {
        Row("decryption.keylog").Value.ShouldBe("none");
        _page.Change("decryption.keylog", _folder["first.log"]).ShouldBeNull();
        (await Eventually(static row => row.Cost == "waiting for it")).Note.ShouldNotBeNull().ShouldContain("is not there yet");
        File.WriteAllText(_folder["first.log"], Line('a') + "nonsense\n");
        SettingsRow read = await Eventually(static row => row.Cost.EndsWith("read", StringComparison.Ordinal));
        read.Note.ShouldNotBeNull().ShouldContain("1 secret, 1 malformed line");
        (read.Value, read.Origin, read.IsChanged).ShouldBe((_folder["first.log"], "changed here", true));

        File.WriteAllText(_folder["second.log"], Line('b') + Line('c'));
        _page.Change("decryption.keylog", _folder["second.log"]).ShouldBeNull();
        (await Eventually(static row => row.Cost.EndsWith("read", StringComparison.Ordinal))).Note.ShouldNotBeNull().ShouldContain("2 secrets");
        _keys.Ring.Counters.Secrets.ShouldBe(3, "what was read before stays");
        File.AppendAllText(_folder["first.log"], Line('d'));

        _page.Change("decryption.keylog", "").ShouldBeNull();
        (await Eventually(static row => row.Cost.Length == 0)).Value.ShouldBe("none");
        File.AppendAllText(_folder["second.log"], Line('e'));
        await Task.Delay(200);
        _keys.Ring.Counters.Secrets.ShouldBe(3, "neither is followed any more");
    }

    [Fact]
    public async Task A_key_log_that_can_not_be_read_is_told_with_place_reason_and_what_to_do()
    {
        _page.Change("decryption.keylog", _folder.Path).ShouldBeNull();
        SettingsRow row = await Eventually(static row => row.Cost == "can't be read");
        row.Note.ShouldBe($"{_folder.Path} is a folder. Enter another path, or put it right: it is tried again all the time.");
        _page.Change("decryption.keylog", _folder["nowhere/keys.log"]);
        (await Eventually(static row => row.Cost == "waiting for it")).Note.ShouldNotBeNull().ShouldContain("and neither is its folder");
    }

    [Fact]
    public void What_can_not_be_a_path_is_refused_before_anything_happens()
    {
        _page.Change("decryption.keylog", "/tmp/\u001b[2J").ShouldBe("It must not contain control characters.");
        _page.Change("decryption.keylog", "/" + new string('x', 5000)).ShouldNotBeNull().ShouldContain("4096");
        _page.UnsavedCount.ShouldBe(0);
        _keys.Status.ShouldBeNull();
    }

    [Fact]
    public void A_path_with_a_colon_is_one_path()
    {
        _page.Change("decryption.keylog", _folder["a:b.log"]).ShouldBeNull();
        _keys.Status.ShouldNotBeNull().Path.ShouldBe(_folder["a:b.log"]);
    }

    [Fact]
    public void The_screen_is_set_at_once_and_a_theme_that_it_can_not_show_is_refused()
    {
        _page.Change("screen.tick", "1s").ShouldBeNull();
        _screen.Tick.ShouldBe(TimeSpan.FromSeconds(1));
        _page.Change("screen.theme", "dark").ShouldBeNull();
        _screen.Theme.ShouldBe("dark");
        _screen.HasColors = false;
        _page.Change("screen.theme", "light").ShouldNotBeNull().ShouldContain("no colours");
        _settings.Find("screen.theme").Value.ShouldBe("dark");
        _page.Revert("screen.tick").ShouldBeNull();
        _screen.Tick.ShouldBe(TimeSpan.FromMilliseconds(250));
    }

    [Fact]
    public void Nothing_is_saved_unless_it_is_asked_for_and_then_only_what_was_changed()
    {
        _page.Change("screen.theme", "dark");
        _page.Change("engine.flowmemory", "64MiB");
        File.Exists(_folder["netwatch.json"]).ShouldBeFalse();
        _page.Save().ShouldStartWith($"2 settings written to {_folder["netwatch.json"]} at ");
        ConfigurationFile.Read(_folder["netwatch.json"], _settings.Schema)
            .ShouldBe(new Dictionary<string, string?> { ["screen.theme"] = "dark", ["engine.flowmemory"] = "64MiB" }, ignoreOrder: true);
        (_page.UnsavedCount, Row("screen.theme").Origin, Row("screen.theme").IsChanged).ShouldBe((0, _folder["netwatch.json"], false));
        _page.Save().ShouldBe("Nothing was changed.");
    }

    [Fact]
    public void Why_it_could_not_be_saved_is_told_and_stays_on_the_page()
    {
        File.WriteAllText(_folder["netwatch.json"], "{ oops");
        _page.Change("screen.theme", "dark");
        _page.Save().ShouldStartWith($"{_folder["netwatch.json"]}:1: it is not JSON here.");
        _page.UnsavedCount.ShouldBe(1);
        _page.Groups[^1].Rows[0].Note.ShouldNotBeNull().ShouldContain("not JSON");
        File.ReadAllText(_folder["netwatch.json"]).ShouldBe("{ oops");
    }

    [Fact]
    public void What_is_set_by_keys_of_the_shell_counts_as_changed_here()
    {
        _page.Note("screen.theme", "mono");
        _page.UnsavedCount.ShouldBe(1);
        _page.Note("screen.theme", "terminal");
        _page.UnsavedCount.ShouldBe(0);
    }

    [Fact]
    public void Every_setting_of_the_host_has_a_row_with_a_sentence()
    {
        ImmutableArray<SettingsRow> rows = [.. _page.Groups.SelectMany(static group => group.Rows)];
        foreach (Setting setting in HostSettings.All)
        {
            SettingsRow row = rows.Single(each => each.Key == setting.Key);
            (row.Input, row.Meaning).ShouldSatisfyAllConditions(each => each.Input.ShouldNotBe(SettingInput.None, setting.Key), each => each.Meaning.ShouldNotBeNullOrEmpty(setting.Key));
        }
    }

    [Fact]
    public async Task Nobody_is_woken_for_a_page_that_nobody_looks_at()
    {
        int woken = 0;
        _page.Changed = () => Interlocked.Increment(ref woken);
        _page.Change("decryption.keylog", _folder["keys.log"]);
        File.WriteAllText(_folder["keys.log"], Line('a'));
        for (int i = 0; i < 400 && _keys.Ring.Counters.Secrets == 0; i++) await Task.Delay(25);
        woken.ShouldBe(0);
        _ = _page.Groups;
        File.AppendAllText(_folder["keys.log"], Line('b'));
        for (int i = 0; i < 400 && Volatile.Read(ref woken) == 0; i++) await Task.Delay(25);
        woken.ShouldBeGreaterThan(0);
    }

    sealed class FakeScreen : IScreenSettings
    {
        internal bool HasColors { get; set; } = true;

        public string Theme { get; private set; } = "terminal";

        public TimeSpan Tick { get; private set; } = TimeSpan.FromMilliseconds(250);

        public bool UseTheme(string name)
        {
            if (HasColors) Theme = name;
            return HasColors;
        }

        public void UseTick(TimeSpan tick) => Tick = tick;
    }
}
