using NetWatch.Plugins.AfPacket.Ring;

namespace NetWatch.Plugins.AfPacket.Tests.Ring;

public sealed class RingGeometryTests
{
    [Theory]
    [InlineData(64 << 20, 256 << 10, 256)]
    [InlineData(2 << 20, 256 << 10, 8)]
    [InlineData(1 << 20, 128 << 10, 8)]
    [InlineData(1, 128 << 10, 8)]
    [InlineData(int.MaxValue, 256 << 10, 4096)]
    public void Blocks_are_large_where_there_is_room_and_never_few(int bufferBytes, int blockBytes, int count) =>
        RingGeometry.For(bufferBytes).ShouldBe(new RingGeometry(blockBytes, count));

    [Fact]
    public void Shrinking_halves_until_the_smallest_ring()
    {
        RingGeometry geometry = RingGeometry.For(RingGeometry.MaximumBytes);
        int steps = 0;
        while (geometry.CanShrink)
        {
            nuint before = geometry.TotalBytes;
            geometry = geometry.Shrink();
            geometry.TotalBytes.ShouldBe(before / 2);
            steps++;
        }
        steps.ShouldBe(10);
        geometry.TotalBytes.ShouldBe((nuint)RingGeometry.MinimumBytes);
    }
}
