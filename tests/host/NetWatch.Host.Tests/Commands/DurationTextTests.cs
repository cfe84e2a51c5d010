using NetWatch.Host.Commands;

namespace NetWatch.Host.Tests.Commands;

/// <summary>Times as people type them.</summary>
public sealed class DurationTextTests
{
    [Theory]
    [InlineData("30s", 30.0)]
    [InlineData("5m", 300.0)]
    [InlineData("1.5h", 5400.0)]
    [InlineData("500ms", 0.5)]
    [InlineData("7", 7.0)]
    [InlineData("365000000000ms", null)]
    public void A_figure_with_a_unit_is_a_time(string text, double? seconds)
    {
        DurationText.TryParse(text, out TimeSpan? duration).ShouldBe(seconds is not null);
        duration?.TotalSeconds.ShouldBe(seconds!.Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("soon")]
    [InlineData("-5s")]
    [InlineData("0")]
    [InlineData("1e9")]
    [InlineData("1,5s")]
    [InlineData("NaNs")]
    [InlineData("5 s")]
    public void Anything_else_is_none(string text) => DurationText.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void No_text_is_no_limit()
    {
        DurationText.TryParse(null, out TimeSpan? duration).ShouldBeTrue();
        duration.ShouldBeNull();
    }
}
