namespace NetWatch.Plugins.QuicDecryption;

/// <summary>
/// Compares streams in a dictionary. What the framework makes of 64 bits is their halves folded: a peer that numbers its streams so that the halves
/// make up for each other would have all of them in one place.
/// </summary>
public sealed class StreamComparer : IEqualityComparer<long>
{
    /// <inheritdoc/>
    public bool Equals(long x, long y) => x == y;

    /// <inheritdoc/>
    public int GetHashCode(long obj) => HashCode.Combine((int)obj, (int)(obj >> 32));
}
