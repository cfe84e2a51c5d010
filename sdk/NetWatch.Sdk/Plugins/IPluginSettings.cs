namespace NetWatch.Sdk.Plugins;

/// <summary>
/// What the user has set for the extensions of a plugin. The user may change it while the program runs: a collector that can act on that asks anew
/// in each call, which costs little.
/// </summary>
public interface IPluginSettings
{
    /// <summary>
    /// The value of a key under an extension's section of the configuration (<c>collectors.geo.database</c> is key <c>database</c> of
    /// extension <c>geo</c>), as text; null when it is not set. Any thread.
    /// </summary>
    string? Get(string extensionId, string key);
}
