namespace NetWatch.Plugins.QuicDecryption.Tests;

public sealed class StreamComparerTests
{
    const int Streams = 4096;

    [Fact]
    public void Numbers_whose_halves_make_up_for_each_other_do_not_meet()
    {
        var comparer = new StreamComparer();

        Enumerable.Range(0, Streams).Select(i => comparer.GetHashCode((long)i << 32 | (uint)i)).Distinct().Count().ShouldBeGreaterThan(Streams * 9 / 10);
        Enumerable.Range(0, Streams).Select(i => comparer.GetHashCode((long)i << 48)).Distinct().Count().ShouldBeGreaterThan(Streams * 9 / 10);
    }
}
