namespace NetWatch.Sdk.Snapshots;

/// <summary>What a probed host is to this machine.</summary>
public enum HealthRole : byte
{
    /// <summary>The next hop of a default route.</summary>
    Gateway = 0,
    /// <summary>A DNS server.</summary>
    Dns = 1,
    /// <summary>A host that the user named.</summary>
    Named = 2,
}
