namespace NetWatch.Sdk.Plugins;

/// <summary>What a plugin asks for beyond its own extension points; shown to the user before it is installed.</summary>
[Flags]
public enum PluginCapabilities
{
    /// <summary>Nothing.</summary>
    None = 0,
    /// <summary>The raw bytes of packets in the viewer's ring.</summary>
    RawPackets = 1,
    /// <summary>Decrypted payload.</summary>
    DecryptedPayload = 2,
    /// <summary>The processes of the machine.</summary>
    Processes = 4,
    /// <summary>Connections of its own to the network.</summary>
    Network = 8,
    /// <summary>What the user has set, to show it and to change it on the user's behalf.</summary>
    Settings = 16,
}
