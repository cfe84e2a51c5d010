using System.Globalization;

namespace NetWatch.Sdk.Testing.Protocols;

/// <summary>Where the turns of a stream are cut into segments. Datagrams are never cut. Immutable; the same cuts on every use.</summary>
public sealed class Segmentation
{
    readonly string _name;
    readonly Func<int, int, int> _next;

    Segmentation(string name, Func<int, int, int> next)
    {
        _name = name;
        _next = next;
    }

    /// <summary>Each turn is one segment.</summary>
    public static Segmentation Whole { get; } = new("each turn whole", static (_, length) => length);

    /// <summary>Segments of a fixed size.</summary>
    /// <param name="bytes">Size of a segment in bytes, at least 1.</param>
    public static Segmentation Every(int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bytes, 1);
        return new(Text($"segments of {bytes} bytes"), (_, _) => bytes);
    }

    /// <summary>Each turn is cut in two at one place; turns that are not longer stay whole.</summary>
    /// <param name="position">Where, in bytes from the start of the turn; at least 1.</param>
    public static Segmentation CutAt(int position)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(position, 1);
        return new(Text($"cut at byte {position}"), (at, length) => at < position ? position - at : length);
    }

    /// <summary>Segments of random sizes, the same for the same seed.</summary>
    /// <param name="seed">Seeds the sizes.</param>
    /// <param name="longest">The longest segment in bytes, at least 1.</param>
    public static Segmentation Random(int seed, int longest)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(longest, 1);
        // The size is a function of seed and place, not of a generator's state: a segmentation can be used for many flows at once.
        return new(Text($"random segments, seed {seed}, at most {longest} bytes"),
            (position, length) => 1 + new Random(HashOf(seed, position, length)).Next(longest));
    }

    /// <summary>Says how it cuts, for failure messages.</summary>
    public override string ToString() => _name;

    /// <summary>Cuts one turn.</summary>
    internal IEnumerable<ReadOnlyMemory<byte>> Cut(ReadOnlyMemory<byte> turn)
    {
        for (int at = 0; at < turn.Length;)
        {
            int size = Math.Clamp(_next(at, turn.Length), 1, turn.Length - at);
            yield return turn.Slice(at, size);
            at += size;
        }
    }

    // HashCode.Combine is seeded anew in each process, which would make a failure impossible to repeat.
    static int HashOf(int seed, int position, int length) => unchecked((seed * 397 ^ position) * 397 ^ length);

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
