using FsCheck;
using FsCheck.Fluent;
using NetWatch.Sdk.Tabs;
using NetWatch.Sdk.Tabs.Widgets;
using NetWatch.Sdk.Testing.Tabs;

namespace NetWatch.Sdk.Tests.Tabs.Widgets;

public sealed class TextInputTests
{
    static TextInput Typed(string text)
    {
        var input = new TextInput();
        foreach (System.Text.Rune rune in text.EnumerateRunes()) input.OnKey(new KeyPress(Key.Character, rune.Value)).ShouldBeTrue();
        return input;
    }

    [Fact]
    public void Typing_inserts_at_the_caret()
    {
        TextInput input = Typed("tl");
        input.OnKey(new KeyPress(Key.Character, 's'));
        input.OnKey(new KeyPress(Key.Home));
        input.OnKey(new KeyPress(Key.Character, '!'));
        input.Text.ShouldBe("!tls");
        input.OnKey(new KeyPress(Key.Delete));
        input.Text.ShouldBe("!ls");
    }

    [Fact]
    public void A_character_outside_the_basic_plane_is_removed_as_one()
    {
        TextInput input = Typed("a😀");
        input.OnKey(new KeyPress(Key.Backspace));
        input.Text.ShouldBe("a");
    }

    [Fact]
    public void Control_w_takes_the_word_and_control_u_the_line()
    {
        TextInput input = Typed("app:dns  host ");
        input.OnKey(new KeyPress(Key.Character, 'w', KeyModifiers.Control));
        input.Text.ShouldBe("app:dns  ");
        input.OnKey(new KeyPress(Key.Character, 'u', KeyModifiers.Control));
        input.Text.ShouldBe("");
    }

    [Fact]
    public void No_more_than_the_limit_is_taken()
    {
        var input = new TextInput(3);
        for (int i = 0; i < 10; i++) input.OnKey(new KeyPress(Key.Character, 'x'));
        input.Text.ShouldBe("xxx");
        input.Set("abcdef");
        input.Text.ShouldBe("abc");
    }

    [Fact]
    public void Enter_and_escape_are_left_to_the_tab()
    {
        TextInput input = Typed("x");
        input.OnKey(new KeyPress(Key.Enter)).ShouldBeFalse();
        input.OnKey(new KeyPress(Key.Escape)).ShouldBeFalse();
    }

    [Fact]
    public void The_caret_stays_in_sight_and_the_wrong_character_is_marked()
    {
        TextInput input = Typed("0123456789");
        var grid = new TestSurface(8, 1);
        input.Draw(grid.Surface, "/ ", isActive: true, errorAt: 8);
        grid.ToText().ShouldBe("/ 56789");
        grid.ToStyleMap().ShouldBe("aaiiixii");
        grid[7, 0].Attributes.ShouldBe(TextAttributes.Reverse);
    }

    [Fact]
    public void Keys_of_any_kind_in_any_order_leave_a_caret_that_can_be_drawn()
    {
        Prop.ForAll<(byte, int)[]>(
            ArbMap.Default.ArbFor<(byte, int)[]>(),
            keys =>
            {
                var input = new TextInput(20);
                foreach ((byte key, int rune) in keys)
                {
                    int typed = (rune & 3) == 0 ? 0x1F600 + (rune & 15) : rune;
                    input.OnKey(new KeyPress((Key)(key % 14), typed, (KeyModifiers)(key >> 4 & 4)));
                    for (int width = 0; width < 6; width++) input.Draw(new TestSurface(width, 1).Surface, "/", true, input.Text.Length);
                }

                return input.Text.Length <= 20;
            }).QuickCheckThrowOnFailure();
    }
}
