namespace NetWatch.Engine.Fragments;

/// <summary>One fragment of a datagram.</summary>
ref struct Fragment
{
    /// <summary>The IP header, which the datagram gets from its first fragment. For IPv6 the fixed header alone.</summary>
    internal ReadOnlySpan<byte> Header { get; init; }

    /// <summary>What was captured of its data.</summary>
    internal ReadOnlySpan<byte> Data { get; init; }

    /// <summary>How long its data was on the wire.</summary>
    internal int WireLength { get; init; }

    /// <summary>Where its data belongs; a multiple of eight.</summary>
    internal int Offset { get; init; }

    /// <summary>Where its data ends.</summary>
    internal readonly int End => Offset + WireLength;

    /// <summary>Whether it is not the last one.</summary>
    internal bool HasMore { get; init; }

    /// <summary>What the datagram carries; for IPv6 what the fragment header says follows.</summary>
    internal byte NextHeader { get; init; }
}
