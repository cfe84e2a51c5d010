using NetWatch.Sdk.Testing.Memory;

namespace NetWatch.Sdk.Tests.Testing;

/// <summary>What a thread allocates is told to the byte, whatever is collected meanwhile.</summary>
public sealed class AllocationMeterTests
{
    object? _kept;

    [Fact]
    public void What_is_allocated_is_counted()
    {
        var meter = new AllocationMeter();
        do
        {
            meter.Start();
            _kept = new byte[1000];
        }
        while (!meter.TryStop());

        meter.Bytes.ShouldBeInRange(1000, 1100);
        _kept.ShouldNotBeNull();
    }

    [Theory]
    [InlineData(false), InlineData(true)]
    public void Collections_of_others_are_not(bool isBlocking)
    {
        int collected = 0;
        var other = new Thread(() =>
        {
            while (collected < 20)
            {
                _kept = new byte[100_000];
                GC.Collect(2, GCCollectionMode.Forced, isBlocking);
                Thread.Sleep(20);
                Volatile.Write(ref collected, collected + 1);
            }
        });
        other.Start();
        while (Volatile.Read(ref collected) < 20)
        {
            var meter = new AllocationMeter();
            do
            {
                // Something is reserved when it begins.
                _kept = new object();
                meter.Start();
                Thread.SpinWait(5_000);
            }
            while (!meter.TryStop());

            meter.Bytes.ShouldBe(0);
        }

        other.Join();
    }

    [Fact]
    public void A_measurement_with_a_collection_in_it_is_to_be_made_again_until_there_is_no_end()
    {
        var meter = new AllocationMeter();
        for (int round = 1; round < 20; round++) Measure(ref meter).ShouldBeFalse();
        Measure(ref meter).ShouldBeTrue();
        meter.Bytes.ShouldBeGreaterThanOrEqualTo(100);
    }

    bool Measure(ref AllocationMeter meter)
    {
        meter.Start();
        _kept = new byte[100];
        GC.Collect();
        return meter.TryStop();
    }
}
