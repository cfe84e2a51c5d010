using NetWatch.Sdk.Tabs.Widgets;
using NetWatch.Sdk.Testing.Memory;

namespace NetWatch.Sdk.Tests.Tabs.Widgets;

public sealed class UnitsTests
{
    readonly char[] _buffer = new char[Units.MaxLength];

    [Theory]
    [InlineData(-5, "0 B")]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(1_000, "1.0 kB")]
    [InlineData(9_949, "9.9 kB")]
    [InlineData(9_950, "10 kB")]
    [InlineData(999_499, "999 kB")]
    [InlineData(999_500, "1.0 MB")]
    [InlineData(long.MaxValue, "9.2 EB")]
    public void Bytes_have_at_most_three_digits(long bytes, string text) => Units.Bytes(bytes, _buffer).ToString().ShouldBe(text);

    [Theory]
    [InlineData(double.NaN, "0 b/s")]
    [InlineData(double.NegativeInfinity, "0 b/s")]
    [InlineData(0.4, "0 b/s")]
    [InlineData(1_234_567, "1.2 Mb/s")]
    [InlineData(100e9, "100 Gb/s")]
    [InlineData(double.PositiveInfinity, "999 Eb/s")]
    public void Rates_are_in_bits(double rate, string text) => Units.BitRate(rate, _buffer).ToString().ShouldBe(text);

    [Theory]
    [InlineData(0, "0")]
    [InlineData(12_345, "12,345")]
    [InlineData(-1_234, "-1,234")]
    [InlineData(long.MinValue, "-9,223,372,036,854,775,808")]
    public void Counts_are_exact(long count, string text) => Units.Count(count, _buffer).ToString().ShouldBe(text);

    [Theory]
    [InlineData(999, "999")]
    [InlineData(1_250_000, "1.2M")]
    [InlineData(345_000, "345k")]
    public void Short_counts_take_four_characters(long count, string text) => Units.ShortCount(count, _buffer).ToString().ShouldBe(text);

    [Theory]
    [InlineData(-1, "0 s")]
    [InlineData(0, "0 s")]
    [InlineData(1, "1 µs")]
    [InlineData(4_200, "420 µs")]
    [InlineData(42_000, "4.2 ms")]
    [InlineData(420_000, "42 ms")]
    [InlineData(42_000_000, "4.2 s")]
    [InlineData(420_000_000, "42 s")]
    [InlineData(2_520_000_000, "4m12s")]
    [InlineData(75_000_000_000, "2h05m")]
    [InlineData(2_736_000_000_000, "3d04h")]
    [InlineData(long.MaxValue, "10675199d")]
    public void Durations_change_their_unit(long ticks, string text) => Units.Duration(new TimeSpan(ticks), _buffer).ToString().ShouldBe(text);

    [Theory]
    [InlineData(double.NaN, "0%")]
    [InlineData(0.0001, "<1%")]
    [InlineData(0.42, "42%")]
    [InlineData(0.9999, "99%")]
    [InlineData(1, "100%")]
    [InlineData(7, "100%")]
    public void Only_the_whole_is_a_hundred_percent(double share, string text) => Units.Percent(share, _buffer).ToString().ShouldBe(text);

    [Fact]
    public void Every_amount_keeps_to_its_width()
    {
        for (double value = 0.1; value < 1e18; value *= 1.0037)
        {
            Units.Bytes((long)value, _buffer).Length.ShouldBeLessThanOrEqualTo(7);
            Units.BitRate(value, _buffer).Length.ShouldBeLessThanOrEqualTo(8);
            Units.ShortCount((long)value, _buffer).Length.ShouldBeLessThanOrEqualTo(4);
            if (value < 8e14) Units.Duration(new TimeSpan((long)value), _buffer).Length.ShouldBeLessThanOrEqualTo(6, $"{value} ticks");
        }
    }

    [Fact]
    public void A_short_buffer_is_refused_before_anything_is_written() =>
        Should.Throw<ArgumentException>(() => Units.Bytes(1, new char[3]).Length);

    [Fact]
    public void Nothing_is_allocated()
    {
        long length = 0;
        void Format()
        {
            length += Units.Bytes(123_456, _buffer).Length + Units.BitRate(5.5e6, _buffer).Length + Units.Count(1_234_567, _buffer).Length
                + Units.Duration(TimeSpan.FromSeconds(75), _buffer).Length + Units.Percent(0.5, _buffer).Length;
        }

        for (int i = 0; i < 200; i++) Format();
        var meter = new AllocationMeter();
        do
        {
            meter.Start();
            for (int i = 0; i < 200; i++) Format();
        }
        while (!meter.TryStop());

        meter.Bytes.ShouldBe(0);
        length.ShouldBeGreaterThan(0);
    }
}
