using NetWatch.Sdk.Tabs;
using NetWatch.Terminal.Shell;

namespace NetWatch.Terminal.Tests.Shell;

public sealed class FaultyTabTests
{
    [Theory]
    [InlineData(nameof(ITab.Draw), "")]
    [InlineData(nameof(ITab.OnKey), "x")]
    [InlineData(nameof(ITab.OnMouse), "\e[<0;5;5M")]
    public void A_tab_that_throws_is_replaced_and_the_others_go_on(string member, string keys)
    {
        var bad = new TestTab("bad") { ThrowsIn = member };
        var host = new TestHost(bad, new TestTab("good"));
        host.Draw();
        string text = host.Type(keys).Text();
        text.ShouldContain("TabA has stopped");
        text.ShouldContain($"InvalidOperationException in {member}: no ");
        text.ShouldContain("test.tab0");
        text.ShouldContain("R retry");
        host.Status().ShouldContain("1 fault");
        host.Logged.Count.ShouldBe(1);
        host.Type("2").Text().ShouldContain("good");
    }

    [Fact]
    public void R_makes_the_tab_anew()
    {
        int made = 0;
        var host = new TestHost(new ShellTab("a", "A", "test.a", () => ++made == 1 ? new TestTab { ThrowsIn = "Draw" } : new TestTab("anew")));
        host.Text().ShouldContain("has stopped");
        host.Type("R").Text().ShouldContain("anew");
        host.Status().ShouldNotContain("fault");
    }

    [Fact]
    public void A_tab_that_cannot_be_made_is_an_error_panel()
    {
        var host = new TestHost(new ShellTab("a", "A", "test.a", () => throw new NotSupportedException("needs a newer SDK")));
        host.Text().ShouldContain("needs a newer SDK");
    }

    [Fact]
    public void D_disables_it_until_it_is_wanted_again()
    {
        var bad = new TestTab("bad") { ThrowsIn = "Draw" };
        var host = new TestHost(bad);
        host.Draw();
        host.Type("D").Text().ShouldContain("TabA is disabled");
        bad.ThrowsIn = null;
        host.Type("R").Text().ShouldContain("bad 80×22");
    }

    [Fact]
    public void After_three_faults_within_a_minute_it_stays_out()
    {
        var host = new TestHost(new TestTab { ThrowsIn = "Draw" });
        host.Draw();
        host.Type("R").Draw();
        host.Type("R").Text().ShouldContain("stays out");
        host.Type("R").Draw();
        host.Logged.Count.ShouldBe(3);
    }

    [Fact]
    public void Faults_that_lie_far_apart_do_not_add_up()
    {
        var host = new TestHost(new TestTab { ThrowsIn = "Draw" });
        for (int i = 0; i < 5; i++)
        {
            host.Text().ShouldNotContain("stays out");
            host.Time.Advance(TimeSpan.FromSeconds(40));
            host.Type("R");
        }
    }
}
