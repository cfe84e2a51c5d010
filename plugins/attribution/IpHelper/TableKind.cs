namespace NetWatch.Plugins.IpHelper;

/// <summary>The four tables.</summary>
public enum TableKind
{
    /// <summary>MIB_TCPTABLE_OWNER_PID.</summary>
    Tcp4,
    /// <summary>MIB_TCP6TABLE_OWNER_PID.</summary>
    Tcp6,
    /// <summary>MIB_UDPTABLE_OWNER_PID.</summary>
    Udp4,
    /// <summary>MIB_UDP6TABLE_OWNER_PID.</summary>
    Udp6,
}
