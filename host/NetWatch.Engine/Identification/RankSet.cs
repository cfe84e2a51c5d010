using System.Numerics;

namespace NetWatch.Engine.Identification;

/// <summary>
/// A set of ranks, one bit each. Two plain words rather than a <see cref="UInt128"/>: code over that type, or over anything that has
/// a field of it, is never compiled ahead of time, and this is asked of every flow.
/// </summary>
readonly struct RankSet(ulong low, ulong high) : IEquatable<RankSet>
{
    /// <summary>Ranks are smaller than this.</summary>
    internal const int Capacity = 128;

    readonly ulong _low = low;
    readonly ulong _high = high;

    internal bool IsEmpty => (_low | _high) == 0;

    /// <summary>The smallest rank of a set that is not empty.</summary>
    internal int First => _low != 0 ? BitOperations.TrailingZeroCount(_low) : 64 + BitOperations.TrailingZeroCount(_high);

    /// <summary>The set of one rank.</summary>
    internal static RankSet Of(int rank) => rank < 64 ? new(1UL << rank, 0) : new(0, 1UL << (rank - 64));

    internal RankSet WithoutFirst => _low != 0 ? new(_low & (_low - 1), _high) : new(0, _high & (_high - 1));

    public static RankSet operator |(RankSet left, RankSet right) => new(left._low | right._low, left._high | right._high);

    public static RankSet operator &(RankSet left, RankSet right) => new(left._low & right._low, left._high & right._high);

    public static RankSet operator ~(RankSet set) => new(~set._low, ~set._high);

    public bool Equals(RankSet other) => _low == other._low && _high == other._high;

    public override bool Equals(object? obj) => obj is RankSet other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(_low, _high);
}
