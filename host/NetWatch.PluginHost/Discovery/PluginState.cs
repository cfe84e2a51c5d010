namespace NetWatch.PluginHost.Discovery;

/// <summary>What the host will do with a plugin.</summary>
public enum PluginState
{
    /// <summary>Verified; loaded when something of it is needed.</summary>
    Ready,
    /// <summary>Not loaded because of its problems.</summary>
    Rejected,
    /// <summary>Not loaded because the user said so (<c>--safe-mode</c>).</summary>
    Skipped,
}
