namespace NetWatch.Sdk.Testing.Packets;

/// <summary>In which order the fragments of a datagram are sent.</summary>
public enum FragmentOrder
{
    /// <summary>As they stand in the datagram.</summary>
    InOrder,
    /// <summary>The last one first.</summary>
    Reversed,
    /// <summary>In a random order that follows from the seed.</summary>
    Shuffled,
}
