using System.Diagnostics;
using System.Globalization;

namespace NetWatch.Fuzz;

/// <summary>Runs cases, and reports what throws, what is slow, and what grows.</summary>
static class FuzzRun
{
    const int MaxReported = 10;
    const long GrowthLimit = 64L << 20;

    static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(10);

    /// <summary>0 without a finding, 1 with one. Slow cases are reported and are no finding: a busy machine makes some.</summary>
    internal static int Run(FuzzOptions options)
    {
        bool isClean = true;
        foreach (FuzzTarget target in FuzzTarget.All)
        {
            if (options.Target is null || options.Target == target.Name) isClean &= Run(target, options);
        }

        return isClean ? 0 : 1;
    }

    static bool Run(FuzzTarget target, FuzzOptions options)
    {
        Action<Random> run = target.Make();
        long first = options.Only < 0 ? 0 : options.Only, count = options.Only < 0 ? options.Count : options.Only + 1;
        // What keeps state between cases can only be replayed from the start.
        if (target.KeepsState) first = 0;
        long settled = Math.Min(count / 10, 20_000), memory = 0, failures = 0, slow = 0;
        TimeSpan slowest = TimeSpan.Zero;
        for (long number = first; number < count; number++)
        {
            if (number == settled) memory = GC.GetTotalMemory(forceFullCollection: true);
            long start = Stopwatch.GetTimestamp();
            try
            {
                run(new Random(HashOf(options.Seed, target.Name, number)));
            }
            catch (Exception error)
            {
                if (++failures <= MaxReported) Console.WriteLine($"{target.Name}: --seed {options.Seed} --target {target.Name} --only {number} throws {error}");
            }

            TimeSpan taken = Stopwatch.GetElapsedTime(start);
            if (taken > Slow && number > settled) taken = BestOfThree(run, options.Seed, target.Name, number, taken);
            if (number <= settled) continue;
            if (taken > slowest) slowest = taken;
            if (taken > Slow && ++slow <= MaxReported)
                Console.WriteLine($"{target.Name}: --only {number} took {taken.TotalMilliseconds.ToString("F1", CultureInfo.InvariantCulture)} ms");
        }

        long growth = GC.GetTotalMemory(forceFullCollection: true) - memory;
        bool grows = options.Only < 0 && growth > GrowthLimit;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{target.Name}: {count - first:N0} cases of seed {options.Seed}, {failures} thrown, {slow} over 10 ms (slowest {slowest.TotalMilliseconds:F1} ms), memory {growth / 1024:N0} KiB more{(grows ? ": it grows" : "")}"));
        GC.KeepAlive(run);
        return failures == 0 && !grows;
    }

    // On a busy machine any case can lose the processor for a while; one that is slow by itself is slow each time.
    static TimeSpan BestOfThree(Action<Random> run, int seed, string target, long number, TimeSpan best)
    {
        for (int again = 0; again < 2; again++)
        {
            long start = Stopwatch.GetTimestamp();
            try
            {
                run(new Random(HashOf(seed, target, number)));
            }
            catch (Exception)
            {
                // Reported the first time.
                return best;
            }

            TimeSpan taken = Stopwatch.GetElapsedTime(start);
            if (taken < best) best = taken;
        }

        return best;
    }

    // Not HashCode.Combine, which differs from run to run.
    static int HashOf(int seed, string target, long number)
    {
        ulong hash = 14695981039346656037;
        foreach (char c in target) hash = (hash ^ c) * 1099511628211;
        hash = (hash ^ (uint)seed) * 1099511628211;
        hash = (hash ^ (ulong)number) * 1099511628211;
        return (int)((hash ^ (hash >> 29)) & int.MaxValue);
    }
}
