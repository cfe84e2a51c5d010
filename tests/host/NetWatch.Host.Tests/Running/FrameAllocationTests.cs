using NetWatch.Bench;
using NetWatch.Sdk.Testing.Memory;

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
        var meter = new AllocationMeter();
        do
        {
            meter.Start();
            for (int i = 0; i < Frames; i++) frames.Unchanged();
        }
        while (!meter.TryStop());

        meter.Bytes.ShouldBe(0);
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
            var meter = new AllocationMeter();
            do
            {
                frames.Publish();
                meter.Start();
                written += frames.Draw();
            }
            while (!meter.TryStop());

            allocated += meter.Bytes;
        }

        written.ShouldBeGreaterThan(0);
        allocated.ShouldBe(0);
    }
}
