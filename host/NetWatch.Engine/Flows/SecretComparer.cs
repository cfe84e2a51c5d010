namespace NetWatch.Engine.Flows;

/// <summary>
/// Compares numbers that packets bring, for a dictionary: what the framework makes of 64 bits is their halves folded, so that anybody can make
/// any number of them meet.
/// </summary>
sealed class SecretComparer : IEqualityComparer<ulong>
{
    readonly SecretHash _hash = SecretHash.Make();

    public bool Equals(ulong x, ulong y) => x == y;

    public int GetHashCode(ulong obj) => (int)(_hash.Of(obj) >> 32);
}
