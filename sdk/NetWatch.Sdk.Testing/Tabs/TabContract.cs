using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Tabs;
using NetWatch.Sdk.Testing.Memory;
using Xunit;

namespace NetWatch.Sdk.Testing.Tabs;

/// <summary>
/// What the terminal asks of every tab. Derive a test class from it and say how the tab is made; each test makes a new one.
/// </summary>
public abstract class TabContract
{
    /// <summary>Makes the tab that is tested.</summary>
    protected abstract ITab Create();

    /// <summary>What the tab sees when there is something to see; <see cref="SampleTraffic"/> unless overridden.</summary>
    protected virtual ISnapshots Snapshots()
    {
        var snapshots = new TestSnapshots();
        snapshots.Set(SampleTraffic.Engine());
        snapshots.Set(SampleTraffic.Flows());
        return snapshots;
    }

    /// <summary>Keys that bring the tab into each state it has, pressed one after the other by the tests of sizes and of allocation.</summary>
    protected virtual IEnumerable<KeyPress> Tour() => [];

    /// <summary>A terminal can be made smaller than any layout, down to nothing, in any state of the tab.</summary>
    [Fact]
    public void It_draws_at_any_size_in_any_state()
    {
        ITab tab = Create();
        ISnapshots snapshots = Snapshots();
        DrawAtAllSizes(tab, snapshots);
        foreach (KeyPress key in Tour())
        {
            tab.OnKey(key);
            DrawAtAllSizes(tab, snapshots);
        }
    }

    /// <summary>The first frames come before any collector has published.</summary>
    [Fact]
    public void It_draws_before_there_is_anything_to_show()
    {
        ITab tab = Create();
        DrawAtAllSizes(tab, new TestSnapshots());
        foreach (KeyPress key in Tour()) tab.OnKey(key);
        DrawAtAllSizes(tab, new TestSnapshots());
    }

    /// <summary>A frame of the steady state, where nothing has changed, costs no garbage at 200×60.</summary>
    [Fact]
    public void A_frame_allocates_nothing_in_the_steady_state()
    {
        ITab tab = Create();
        ISnapshots snapshots = Snapshots();
        AssertNoAllocation(tab, snapshots, "at first");
        foreach (KeyPress key in Tour())
        {
            tab.OnKey(key);
            AssertNoAllocation(tab, snapshots, $"after {key}");
        }
    }

    /// <summary>No key and no click, wherever it comes, breaks the tab.</summary>
    [Fact]
    public void It_takes_any_keys_and_clicks()
    {
        var random = new Random(20_260_101);
        ITab tab = Create();
        ISnapshots snapshots = Snapshots();
        var grid = new TestSurface(90, 30);
        KeyPress[] tour = [.. Tour()];
        for (int i = 0; i < 3_000; i++)
        {
            var key = new KeyPress((Key)random.Next(26), random.Next(0x20, 0x7F), random.Next(8) == 0 ? KeyModifiers.Control : KeyModifiers.None);
            tab.OnKey(tour.Length > 0 && random.Next(3) == 0 ? tour[random.Next(tour.Length)] : key);
            tab.OnMouse(new MouseInput((MouseKind)random.Next(5), random.Next(-1, 200), random.Next(-1, 60)));
            if (i % 3 == 0) grid.Draw(tab, snapshots, i + 1);
        }
    }

    /// <summary>The help overlay lists what the tab can do.</summary>
    [Fact]
    public void Its_keys_have_names_and_are_told_once() =>
        Assert.Equal(Create().Keys.Count, Create().Keys.Select(hint => hint.Key).Where(key => key.Length > 0).Distinct().Count());

    static void DrawAtAllSizes(ITab tab, ISnapshots snapshots)
    {
        for (int height = 0; height < 70; height = height * 3 / 2 + 1)
        {
            for (int width = 0; width < 260; width = width * 4 / 3 + 1) new TestSurface(width, height).Draw(tab, snapshots);
        }
    }

    static void AssertNoAllocation(ITab tab, ISnapshots snapshots, string when)
    {
        const int Frames = 50;
        var grid = new TestSurface(200, 60);
        for (int i = 0; i < 60; i++) grid.Draw(tab, snapshots, i + 1);
        var meter = new AllocationMeter();
        do
        {
            meter.Start();
            for (int i = 0; i < Frames; i++) grid.Draw(tab, snapshots, i + 100);
        }
        while (!meter.TryStop());

        Assert.True(meter.Bytes == 0, $"{meter.Bytes} bytes in {Frames} frames {when}.");
    }
}
