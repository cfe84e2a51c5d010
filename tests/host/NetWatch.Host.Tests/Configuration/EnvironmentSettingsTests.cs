using System.Collections;
using NetWatch.Host.Configuration;

namespace NetWatch.Host.Tests.Configuration;

/// <summary>Variables of the environment as settings.</summary>
public sealed class EnvironmentSettingsTests
{
    static readonly EnvironmentSettings Settings = new(new Hashtable
    {
        ["NETWATCH_NETWORK__EGRESS"] = "true", ["netwatch_screen__tick"] = "1s", ["NETWATCH_"] = "x", ["PATH"] = "/bin", ["X_NETWATCH_SCREEN__THEME"] = "dark",
    });

    [Fact]
    public void Two_underscores_part_sections_and_case_does_not_matter()
    {
        Settings["network.egress"].ShouldBe("true");
        Settings["screen.tick"].ShouldBe("1s");
    }

    [Fact]
    public void Other_variables_are_somebody_elses()
    {
        Settings.Keys.ShouldBe(["NETWORK.EGRESS", "screen.tick", ""], ignoreOrder: true);
        Settings["screen.theme"].ShouldBeNull();
    }

    [Fact]
    public void The_variable_of_a_key_is_in_capitals() => EnvironmentSettings.Variable("screen.tick").ShouldBe("NETWATCH_SCREEN__TICK");
}
