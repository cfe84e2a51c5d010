using NetWatch.Sdk.Packets;

namespace NetWatch.Sdk.Tests.Packets;

public sealed class TimestampTests
{
    [Theory]
    [InlineData(0, "1970-01-01T00:00:00.000000000Z")]
    [InlineData(1, "1970-01-01T00:00:00.000000001Z")]
    [InlineData(-1, "1969-12-31T23:59:59.999999999Z")]
    [InlineData(-1_000_000_000, "1969-12-31T23:59:59.000000000Z")]
    [InlineData(1_767_323_045_000_000_006, "2026-01-02T03:04:05.000000006Z")]
    [InlineData(long.MaxValue, "2262-04-11T23:47:16.854775807Z")]
    [InlineData(long.MinValue, "1677-09-21T00:12:43.145224192Z")]
    public void The_text_keeps_every_nanosecond(long nanoseconds, string text) => new Timestamp(nanoseconds).ToString().ShouldBe(text);

    [Fact]
    public void Time_may_go_backwards() =>
        new Timestamp(1000).Since(new Timestamp(3000)).ShouldBe(TimeSpan.FromMicroseconds(-2));
}
