using NetWatch.Bench;

namespace NetWatch.Host.Tests.Running;

/// <summary>A frame of the real shell at 200×60 over each bundled tab, on a busy machine, costs no garbage.</summary>
public sealed class FrameAllocationTests
{
    const int Frames = 64;

    public static TheoryData<string> Tabs => [.. ShellFrames.Tabs()];

    [Theory]
    [MemberData(nameof(Tabs))]
    public void A_frame_of_the_same_data_allocates_nothing(string tab)
    {
        var frames = new ShellFrames(tab);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Frames; i++) frames.Unchanged();
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Theory]
    [MemberData(nameof(Tabs))]
    public void A_frame_of_data_that_have_counted_on_allocates_nothing(string tab)
    {
        var frames = new ShellFrames(tab);
        long allocated = 0;
        int written = 0;
        for (int i = 0; i < Frames; i++)
        {
            frames.Publish();
            long before = GC.GetAllocatedBytesForCurrentThread();
            written += frames.Draw();
            allocated += GC.GetAllocatedBytesForCurrentThread() - before;
        }

        written.ShouldBeGreaterThan(0);
        allocated.ShouldBe(0);
    }
}
