namespace NetWatch.Sdk.Attribution;

/// <summary>How it is known that a process owns a socket. Ordered: what is stronger is greater, and a weaker answer never replaces a stronger one.</summary>
public enum AttributionEvidence : byte
{
    /// <summary>It is not known.</summary>
    None = 0,
    /// <summary>A process uses the local port; nothing says that this flow is its own.</summary>
    Port = 1,
    /// <summary>The process listens on the local endpoint, so it is the one that accepts what arrives there.</summary>
    Listener = 2,
    /// <summary>A socket of this five-tuple stood in the kernel's table when it was read, and the process held its inode.</summary>
    Inode = 3,
    /// <summary>The kernel named the process at the moment at which it used the socket of this five-tuple.</summary>
    Exact = 4,
}
