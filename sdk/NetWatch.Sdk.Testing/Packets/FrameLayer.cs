namespace NetWatch.Sdk.Testing.Packets;

/// <summary>One header of a frame under construction. Layers are written from the innermost out, so lengths and checksums are known.</summary>
abstract class FrameLayer
{
    /// <summary>The EtherType by which an outer layer names this one; 0 when it has none.</summary>
    internal virtual ushort EtherType => 0;

    /// <summary>The IP protocol number by which an outer layer names this one; 59 ("no next header") when it has none.</summary>
    internal virtual byte IpProtocol => 59;

    /// <summary>Puts the header in front of the bytes inside it.</summary>
    /// <param name="inner">The bytes of all layers inside.</param>
    /// <param name="network">The nearest IP layer around this one, whose addresses go into checksums, or null.</param>
    /// <param name="next">The layer inside this one, or null for plain bytes.</param>
    internal abstract byte[] Wrap(byte[] inner, FrameLayer? network, FrameLayer? next);
}
