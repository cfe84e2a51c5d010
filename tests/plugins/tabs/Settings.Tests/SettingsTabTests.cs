using System.Collections.Immutable;
using NetWatch.Sdk.Plugins;
using NetWatch.Sdk.Tabs;
using NetWatch.Sdk.Testing.Tabs;

namespace NetWatch.Plugins.Settings.Tests;

/// <summary>The tab by what is seen and what keys do.</summary>
public sealed class SettingsTabTests
{
    readonly FakePage _page = new();
    readonly TestSnapshots _snapshots = new();
    readonly SettingsTab _tab;

    public SettingsTabTests() => _tab = new SettingsTab(new TestPluginContext(_snapshots, new TestFilters()) { SettingsPage = _page });

    string Draw(int width = 80, int height = 22)
    {
        var grid = new TestSurface(width, height);
        grid.Draw(_tab, _snapshots);
        return grid.ToText();
    }

    void Press(params ReadOnlySpan<Key> keys)
    {
        foreach (Key key in keys) _tab.OnKey(new KeyPress(key)).ShouldBeTrue(key.ToString());
    }

    void Type(string text)
    {
        foreach (System.Text.Rune rune in text.EnumerateRunes()) _tab.OnKey(new KeyPress(Key.Character, rune.Value)).ShouldBeTrue(text);
    }

    void SelectRow(string name)
    {
        Draw();
        Press(Key.Home);
        for (int i = 0; i < 40 && !Draw().Contains($"─ {name} ─", StringComparison.Ordinal); i++) Press(Key.Down);
        Draw().ShouldContain($"─ {name} ─");
    }

    [Fact]
    public void At_80x22() => Draw().ShouldMatchApproved(c => c.SubFolder("Approved"));

    [Fact]
    public void At_160x40() => Draw(160, 40).ShouldMatchApproved(c => c.SubFolder("Approved"));

    [Fact]
    public void The_selection_is_on_rows_and_stays_on_its_row_when_others_come_above_it()
    {
        SelectRow("names reverse");
        SettingsGroup first = _page.Groups[0];
        _page.Groups = _page.Groups.SetItem(0, first with { Rows = [new SettingsRow("new", "1"), .. first.Rows] });
        Draw().ShouldContain("─ names reverse ─");
        Press(Key.End);
        Draw().ShouldContain("─ theme ─");
        Press(Key.Home);
        Draw().ShouldContain("─ new ─");
    }

    [Fact]
    public void Brackets_go_from_group_to_group()
    {
        Draw();
        Type("]");
        Draw().ShouldContain("─ health ─");
        Type("]");
        Draw().ShouldContain("─ theme ─");
        Type("]");
        Draw().ShouldContain("─ theme ─");
        Type("[");
        Draw().ShouldContain("─ health ─");
    }

    [Fact]
    public void A_path_is_entered_with_a_cursor_completed_by_Tab_and_taken_by_Enter()
    {
        SelectRow("key log");
        Press(Key.Enter);
        _tab.IsEditing.ShouldBeTrue();
        _tab.OnKey(new KeyPress(Key.Character, 'u', KeyModifiers.Control));
        Type("/tmp/k");
        _page.Offers = ["/tmp/keys.log", "/tmp/keys2/"];
        Press(Key.Tab);
        _page.Completed.ShouldBe(["/tmp/k"]);
        Draw().ShouldContain("key log: /tmp/keys");
        Draw().ShouldContain("keys.log  keys2/");
        Type(".");
        _page.Offers = ["/tmp/keys.log"];
        Press(Key.Tab, Key.Enter);
        _page.Changes.ShouldBe([("decryption.keylog", "/tmp/keys.log")]);
        _tab.IsEditing.ShouldBeFalse();
        Draw().ShouldContain("Changed for this run; w saves it.");
    }

    [Fact]
    public void What_is_refused_stays_in_the_line_with_the_reason()
    {
        SelectRow("connections with keys");
        Press(Key.Enter);
        _page.Refusal = "It must be a whole number from 1 to 16,777,216, not 'many'.";
        Press(Key.Enter);
        _tab.IsEditing.ShouldBeTrue();
        Draw().ShouldContain("It must be a whole number");
        Type("x");
        Draw().ShouldNotContain("It must be a whole number");
        Press(Key.Escape);
        (_tab.IsEditing, _page.Changes.Count).ShouldBe((false, 0));
        Draw().ShouldContain("Left as it was.");
    }

    [Fact]
    public void Switches_and_choices_go_around_and_steps_end_at_their_ends()
    {
        SelectRow("names reverse");
        Press(Key.Enter);
        SelectRow("theme");
        Press(Key.Enter, Key.Left);
        SelectRow("health");
        Press(Key.Right, Key.Left);
        _page.Changes.ShouldBe([
            ("collectors.names.reverse", "true"), ("screen.theme", "terminal"), ("screen.theme", "light"), ("collectors.health.cadence", "10s"), ("collectors.health.cadence", "2s"),
        ]);
        Press(Key.Enter);
        _tab.IsEditing.ShouldBeTrue("any cadence within the bounds may be entered");
    }

    [Fact]
    public void What_needs_no_value_is_one_key()
    {
        SelectRow("key log");
        Type("xuw");
        _page.Changes.ShouldBe([("decryption.keylog", "")]);
        _page.Reverted.ShouldBe(["decryption.keylog"]);
        _page.Saves.ShouldBe(1);
        Draw().ShouldContain("written to /home/me/.config/netwatch/netwatch.json");
        Type("R");
        _page.Retried.ShouldBeEmpty();
        SelectRow("health");
        Type("R");
        _page.Retried.ShouldBe(["health"]);
    }

    [Fact]
    public void A_state_is_shown_and_can_not_be_changed()
    {
        SelectRow("secrets");
        Press(Key.Enter, Key.Right);
        Type("x");
        (_tab.IsEditing, _page.Changes.Count).ShouldBe((false, 0));
        Draw().ShouldContain("This is a state, not a setting.");
    }

    [Fact]
    public void How_many_changes_are_not_saved_stands_in_the_title()
    {
        _page.UnsavedCount = 2;
        Draw().ShouldContain("2 changed here, w saves");
    }

    [Fact]
    public void A_paste_of_a_megabyte_with_anything_in_it_is_cut_and_harms_nobody()
    {
        SelectRow("key log");
        Press(Key.Enter);
        foreach (char each in "\u001b]0;x\a\0\n\r\t\u202e") _tab.OnKey(new KeyPress(Key.Character, each));
        for (int i = 0; i < 1 << 20; i++) _tab.OnKey(new KeyPress(Key.Character, 'a'));
        Draw().ShouldNotContain('\u001b');
        Draw().ShouldNotContain('\u202e');
        _tab.IsEditing.ShouldBeTrue("a pasted line end confirms nothing");
        Press(Key.Enter);
        _page.Changes[0].Value.Length.ShouldBe(4096);
    }

    [Fact]
    public void Texts_from_outside_can_not_reach_the_terminal_and_may_be_of_any_length()
    {
        var evil = new SettingsRow("\u001b[2J" + new string('x', 100_000), "\u001b]0;x\a" + new string('y', 100_000))
        {
            Key = "k", Input = SettingInput.Path, Origin = "/\u001b[31m" + new string('z', 100_000), Note = "\u001b[2J" + new string('n', 100_000), Cost = "\u001b[0m",
        };
        _page.Groups = [new SettingsGroup("\u001b[2J", [evil])];
        _page.Offers = ["/\u001b[2J", "/" + new string('o', 100_000)];
        Draw().ShouldNotContain('\u001b');
        Press(Key.Enter, Key.Tab);
        Draw().ShouldNotContain('\u001b');
    }

    [Fact]
    public void Clicks_select_and_a_second_one_changes()
    {
        Draw();
        _tab.OnMouse(new MouseInput(MouseKind.Press, 5, 8));
        Draw().ShouldContain("─ names reverse ─");
        _tab.OnMouse(new MouseInput(MouseKind.Press, 5, 8));
        _page.Changes.ShouldBe([("collectors.names.reverse", "true")]);
    }

    [Fact]
    public void An_empty_page_and_no_page_at_all_break_nothing()
    {
        _page.Groups = ImmutableArray<SettingsGroup>.Empty;
        Draw();
        _tab.OnKey(new KeyPress(Key.Down));
        _tab.OnKey(new KeyPress(Key.Enter));
        var none = new SettingsTab(new TestPluginContext(_snapshots, new TestFilters()));
        var grid = new TestSurface(80, 22);
        grid.Draw(none, _snapshots);
        grid.ToText().ShouldContain("capability");
        none.OnKey(new KeyPress(Key.Enter)).ShouldBeFalse();
    }
}
