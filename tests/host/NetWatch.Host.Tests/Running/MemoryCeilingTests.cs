using NetWatch.Host.Running;

namespace NetWatch.Host.Tests.Running;

public sealed class MemoryCeilingTests
{
    const long MiB = 1 << 20;

    [Theory]
    [InlineData(23_000, true, 2_048), InlineData(1_000, true, 750), InlineData(300, true, null)]
    [InlineData(23_000, false, 8_192), InlineData(4_000, false, 3_000), InlineData(1_000, false, null)]
    public void Three_quarters_of_what_there_is_up_to_a_ceiling_and_none_where_the_program_itself_would_not_fit(int available, bool isLive, int? expected) =>
        MemoryCeiling.Of(available * MiB, isLive).ShouldBe(expected * MiB);
}
