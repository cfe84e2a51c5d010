using NetWatch.Host.Configuration;

namespace NetWatch.Host.Tests.Configuration;

/// <summary>Sizes and counts as people write them.</summary>
public sealed class SizeTextTests
{
    [Theory]
    [InlineData("64KiB", 65_536)]
    [InlineData("32 MiB", 33_554_432)]
    [InlineData("1.5gib", 1_610_612_736)]
    [InlineData("512", 512)]
    [InlineData("12B", 12)]
    public void A_figure_with_a_unit_is_a_size(string text, long bytes)
    {
        SizeText.TryParse(text, out long parsed).ShouldBeTrue();
        parsed.ShouldBe(bytes);
        SizeText.TryParse(SizeText.Of(bytes), out parsed).ShouldBeTrue();
        parsed.ShouldBe(bytes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("MiB")]
    [InlineData("-1MiB")]
    [InlineData("1e3MiB")]
    [InlineData("99999999999999999999GiB")]
    [InlineData("1TiB")]
    [InlineData(null)]
    public void Anything_else_is_none(string? text) => SizeText.TryParse(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData("5,000", 5000)]
    [InlineData("1_000_000", 1_000_000)]
    [InlineData("7", 7)]
    public void Counts_may_be_parted_for_the_eye(string text, long count)
    {
        CountText.TryParse(text, out long parsed).ShouldBeTrue();
        parsed.ShouldBe(count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData(",")]
    [InlineData("1.5")]
    [InlineData("99999999999999999999")]
    public void What_is_no_whole_number_is_none(string text) => CountText.TryParse(text, out _).ShouldBeFalse();
}
