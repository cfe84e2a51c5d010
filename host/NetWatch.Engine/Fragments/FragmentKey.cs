using NetWatch.Sdk.Packets;

namespace NetWatch.Engine.Fragments;

/// <summary>
/// What the fragments of one datagram have in common. VLANs are not part of it: fragments may travel under different tags.
/// </summary>
/// <param name="Source">Source address.</param>
/// <param name="Destination">Destination address.</param>
/// <param name="Identification">The identification field.</param>
/// <param name="Protocol">The IP protocol; 0 with IPv6, where it is not part of the key (RFC 8200 §4.5).</param>
/// <param name="IsIPv6">The version.</param>
readonly record struct FragmentKey(NetAddress Source, NetAddress Destination, uint Identification, byte Protocol, bool IsIPv6)
{
    // The one that the compiler makes goes through a comparer for each type, which is compiled in each run.
    public override int GetHashCode() => HashCode.Combine(Source.GetHashCode(), Destination.GetHashCode(), (int)Identification, (int)Protocol);

    public bool Equals(FragmentKey other) => Source == other.Source && Destination == other.Destination && Identification == other.Identification
        && Protocol == other.Protocol && IsIPv6 == other.IsIPv6;

    /// <summary>Compares keys in a dictionary.</summary>
    internal sealed class Comparer : IEqualityComparer<FragmentKey>
    {
        public bool Equals(FragmentKey x, FragmentKey y) => x.Equals(y);

        public int GetHashCode(FragmentKey obj) => obj.GetHashCode();
    }
}
